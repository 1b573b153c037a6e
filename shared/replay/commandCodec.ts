import { SUBTICKS_PER_TICK } from '../defs/rates.ts';
import { wireRoundAngle } from '../math/angle.ts';
import { idleCommand, type Command } from '../sim/Command.ts';
import type { ByteReader } from './ByteReader.ts';
import type { ByteWriter } from './ByteWriter.ts';

/** What a player's first command is compared with. */
export const FIRST_COMMAND: Command = idleCommand(0);

/** What the mask of a command says: what follows it is only what changed. */
const HAS = { command: 1, move: 2, aimSteps: 4, aimExact: 8, buttons: 16, weapon: 32, seen: 64 } as const;

const FULL_TURN_STEPS = 2 ** 16;
const STEPS_PER_RADIAN = FULL_TURN_STEPS / (Math.PI * 2);

/** Writes a player's command as its difference to the last one; undefined: the player was held. */
export function writeCommand(writer: ByteWriter, last: Command, command: Command | undefined): void {
  if (command === undefined) {
    writer.writeByte(0);
    return;
  }
  const mask = maskOf(last, command);
  writer.writeByte(mask);
  if (mask & HAS.move) {
    writer.writeByte(command.moveX & 255);
    writer.writeByte(command.moveY & 255);
  }
  if (mask & HAS.aimSteps) writer.writeSigned(turnInSteps(last.aim, command.aim));
  if (mask & HAS.aimExact) writer.writeFloat64(command.aim);
  if (mask & HAS.buttons) writer.writeByte(command.buttons);
  if (mask & HAS.weapon) writer.writeByte(command.weapon);
  if (mask & HAS.seen) writer.writeSigned(command.seenSubtick - expectedSeen(last));
}

/** Reads what `writeCommand` wrote, given the same last command. */
export function readCommand(reader: ByteReader, last: Command): Command | undefined {
  const mask = reader.readByte();
  if (mask === 0) return undefined;
  if (mask > 127 || !(mask & HAS.command)) throw reader.damaged('a command is malformed');
  const moves = (mask & HAS.move) !== 0;
  const moveX = moves ? toInt8(reader.readByte()) : last.moveX;
  const moveY = moves ? toInt8(reader.readByte()) : last.moveY;
  let { aim } = last;
  if (mask & HAS.aimSteps) aim = angleOfSteps(stepsOf(last.aim) + reader.readSigned());
  if (mask & HAS.aimExact) aim = reader.readFloat64();
  if (!Number.isFinite(aim)) throw reader.damaged('an aim is no angle');
  const buttons = mask & HAS.buttons ? reader.readByte() : last.buttons;
  const weapon = mask & HAS.weapon ? reader.readByte() : last.weapon;
  const seenSubtick = expectedSeen(last) + (mask & HAS.seen ? reader.readSigned() : 0);
  return { moveX, moveY, aim, buttons, weapon, seenSubtick };
}

function maskOf(last: Command, command: Command): number {
  let mask: number = HAS.command;
  if (command.moveX !== last.moveX || command.moveY !== last.moveY) mask |= HAS.move;
  // Aims off the wire's grid are rare and kept whole: a replay repeats exactly or is worth nothing.
  if (command.aim !== last.aim) mask |= command.aim === wireRoundAngle(command.aim) ? HAS.aimSteps : HAS.aimExact;
  if (command.buttons !== last.buttons) mask |= HAS.buttons;
  if (command.weapon !== last.weapon) mask |= HAS.weapon;
  if (command.seenSubtick !== expectedSeen(last)) mask |= HAS.seen;
  return mask;
}

/** Steady clients see one tick more with each command, and those that never look stay at 0. */
function expectedSeen(last: Command): number {
  return last.seenSubtick === 0 ? 0 : last.seenSubtick + SUBTICKS_PER_TICK;
}

function stepsOf(radians: number): number {
  return Math.round(radians * STEPS_PER_RADIAN);
}

/** The short way round, in steps of the wire. */
function turnInSteps(from: number, to: number): number {
  const turn = (stepsOf(to) - stepsOf(from) + FULL_TURN_STEPS) % FULL_TURN_STEPS;
  return turn > FULL_TURN_STEPS / 2 ? turn - FULL_TURN_STEPS : turn;
}

function angleOfSteps(steps: number): number {
  const turned = ((steps % FULL_TURN_STEPS) + FULL_TURN_STEPS) % FULL_TURN_STEPS;
  return wireRoundAngle(turned / STEPS_PER_RADIAN);
}

function toInt8(byte: number): number {
  return byte > 127 ? byte - 256 : byte;
}
