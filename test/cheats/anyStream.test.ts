import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { InputQueue } from '../../server/input/InputQueue.ts';
import { PLAYER_INPUTS } from '../../server/input/playerInputs.ts';
import { createInputReader, readCommands } from '../../server/input/readCommands.ts';
import { TICK_SECONDS } from '../../shared/defs/rates.ts';
import { INPUT, MOVEMENT } from '../../shared/defs/tuning.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import type { Command } from '../../shared/sim/Command.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import { YARD } from '../support/netcodeMaps.ts';
import { inputMessage } from '../support/rawInput.ts';
import { liveWorld, playerOf } from '../support/simArena.ts';

const SEED = 20261128;
const STREAMS = 10_000;
const TICKS = 50;
const MOST_FRAMES_PER_TICK = 12;
/** Places travel in steps of 1/8 unit. */
const ROUNDING_UNITS = 0.2;
const STEP_UNITS = MOVEMENT.maxUnitsPerSecond * TICK_SECONDS + ROUNDING_UNITS;
/** What one dash is worth beyond running, slowing down from it included; a second one is not due within a stream. */
const DASH_EXTRA_UNITS = 140;
const STREAM_UNITS = TICKS * (MOVEMENT.runUnitsPerSecond * TICK_SECONDS + ROUNDING_UNITS) + DASH_EXTRA_UNITS;

/** The way of one cheat's stream: how each tick's frames are made. */
type Frames = (prng: Prng) => Uint8Array[];

function randomByte(prng: Prng): number {
  return nextInt(prng, 256);
}

/** An input with some of its fields, each anything that its bytes can say; to run straight on is the best a cheat can do. */
function randomInput(prng: Prng): Uint8Array {
  if (nextInt(prng, 3) > 0) return inputMessage({ moveX: 127, moveY: 0, buttons: nextInt(prng, 4) });
  return inputMessage({
    moveX: randomByte(prng) - 128,
    moveY: randomByte(prng) - 128,
    aim: nextFloat(prng) * 2 * Math.PI,
    buttons: randomByte(prng),
    weapon: randomByte(prng),
    seenSubtick: Math.floor(nextFloat(prng) * 2 ** 32),
  });
}

function randomFrame(prng: Prng): Uint8Array {
  if (nextInt(prng, 5) > 0) return randomInput(prng);
  const bytes = Array.from({ length: nextInt(prng, 12) }, () => randomByte(prng));
  return Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, ...bytes);
}

/** Some cheats send a lot, some in bursts, some again what they have sent before. */
function createStream(prng: Prng): Frames {
  const sent: Uint8Array[] = [];
  const silence = nextFloat(prng);
  const most = 1 + nextInt(prng, MOST_FRAMES_PER_TICK);
  const repeats = nextInt(prng, 2) === 0;
  return () => {
    if (nextFloat(prng) < silence) return [];
    return Array.from({ length: nextInt(prng, most + 1) }, () => {
      const frame = repeats && sent.length > 20 ? sent[nextInt(prng, sent.length)]! : randomFrame(prng);
      sent.push(frame);
      return frame;
    });
  };
}

/** Plays a stream from the bytes on; fails, with the tick, when the body does what no body may. */
function playStream(prng: Prng, name: string): void {
  const world = liveWorld(YARD, ['cheat'], prng.state);
  const queue = new InputQueue<Command>(PLAYER_INPUTS, INPUT.maxQueuedInputs);
  const readers = new Map([['cheat', createInputReader(queue)]]);
  const frames = createStream(prng);
  const body = playerOf(world, 'cheat');
  const start = { ...body };
  let way = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    for (const frame of frames(prng)) queue.readFrame(frame);
    const { x, y, ownTick } = body;
    stepWorld(world, readCommands(readers, world.tick + 1));
    const leap = Math.hypot(body.x - x, body.y - y);
    way += leap;
    if (leap > STEP_UNITS || body.ownTick > ownTick + 1 || !isPossible(body)) {
      assert.fail(`${name}, tick ${tick}: ${leap} units in a tick to ${body.x},${body.y}`);
    }
  }
  const steps = body.ownTick - start.ownTick;
  if (way > STREAM_UNITS || steps > TICKS) assert.fail(`${name}: ${way} units in ${steps} steps`);
}

function isPossible(body: Player): boolean {
  const numbers = [body.x, body.y, body.vx, body.vy, body.aim, body.health];
  return numbers.every(Number.isFinite) && !overlapsWall(YARD, body, MOVEMENT.radiusUnits - ROUNDING_UNITS);
}

describe('Cheat: any stream of inputs at all', () => {
  it(`None of ${STREAMS} streams of bytes carries a body further than running and a dash do (seed ${SEED})`, () => {
    const prng = { state: SEED };
    for (let stream = 0; stream < STREAMS; stream++) playStream(prng, `stream ${stream} of seed ${SEED}`);
  }).timeout(60_000);
});
