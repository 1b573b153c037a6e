import { SUBTICKS_PER_TICK, TICK_RATE } from '../../shared/defs/rates.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import { wireRoundAngle } from '../../shared/math/angle.ts';
import { clamp } from '../../shared/math/vec.ts';
import { BUTTON, FULL_WISH, idleCommand, type Command } from '../../shared/sim/Command.ts';
import { boundSeen } from './boundSeen.ts';
import { RoundTrips } from './RoundTrips.ts';

const ALL_BUTTONS = BUTTON.fire | BUTTON.dash | BUTTON.reload | BUTTON.use;

/** The queue of one connection, oldest input first; Colyseus' input accessor is one. */
export interface InputSource {
  readonly size: number;
  next(): Command | undefined;
}

/** One connection's way from inputs to commands. */
export interface InputReader {
  readonly source: InputSource;
  readonly trips: RoundTrips;
  /** Ticks in a row for which no input was there. */
  missedTicks: number;
  lastAim: number;
  /** The instant by which its last command was judged, in 1/16 tick. */
  lastSeen: number;
  ticksOfSecond: number;
  leastBacklogOfSecond: number;
  /** Fewest inputs that waited for their tick over the last whole second. */
  inputBacklog: number;
}

/** @param trips of the same connection; without any, what it may have seen is bounded by 250 ms alone */
export function createInputReader(source: InputSource, trips = new RoundTrips()): InputReader {
  return {
    source,
    trips,
    missedTicks: 0,
    lastAim: 0,
    lastSeen: 0,
    ticksOfSecond: 0,
    leastBacklogOfSecond: Infinity,
    inputBacklog: 0,
  };
}

/**
 * Takes exactly one input of each connection for this tick, so more inputs than ticks move nobody further.
 * A connection without one is left out (held) for `INPUT.holdTicks`, from then on it gets empty hands.
 * To be called once a tick.
 *
 * @param tick the one the commands are for
 */
export function readCommands(readers: ReadonlyMap<string, InputReader>, tick: number): Map<string, Command> {
  const commands = new Map<string, Command>();
  for (const [id, reader] of readers) {
    const command = readCommand(reader, tick);
    if (command !== undefined) commands.set(id, command);
  }
  return commands;
}

function readCommand(reader: InputReader, tick: number): Command | undefined {
  const input = reader.source.next();
  countBacklog(reader);
  if (input === undefined) {
    reader.missedTicks += 1;
    return reader.missedTicks > INPUT.holdTicks ? idleCommand(reader.lastAim) : undefined;
  }
  reader.missedTicks = 0;
  const command = sanitiseInput(input);
  reader.lastAim = command.aim;
  return { ...command, seenSubtick: readSeen(reader, command, tick) };
}

function readSeen(reader: InputReader, { seenSubtick }: Command, tick: number): number {
  const { trips, lastSeen: previous } = reader;
  const seen = boundSeen(seenSubtick, { tick, previous, trips, laterInputs: reader.source.size });
  // Whoever asks to be judged by the present has claimed to have seen it.
  reader.lastSeen = seen === 0 ? tick * SUBTICKS_PER_TICK : seen;
  return seen;
}

/** The command an input stands for, every field within its range whatever was sent. */
export function sanitiseInput(input: Readonly<Command>): Command {
  return {
    moveX: clamp(whole(input.moveX), -FULL_WISH, FULL_WISH),
    moveY: clamp(whole(input.moveY), -FULL_WISH, FULL_WISH),
    aim: wireRoundAngle(input.aim),
    buttons: whole(input.buttons) & ALL_BUTTONS,
    weapon: clamp(whole(input.weapon), 0, 255),
    seenSubtick: Math.max(0, whole(input.seenSubtick)),
  };
}

function whole(value: number): number {
  return Number.isFinite(value) ? Math.trunc(value) : 0;
}

function countBacklog(reader: InputReader): void {
  reader.leastBacklogOfSecond = Math.min(reader.leastBacklogOfSecond, reader.source.size);
  reader.ticksOfSecond += 1;
  if (reader.ticksOfSecond < TICK_RATE) return;
  reader.inputBacklog = reader.leastBacklogOfSecond;
  reader.leastBacklogOfSecond = Infinity;
  reader.ticksOfSecond = 0;
}
