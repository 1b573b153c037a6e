import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { nextFloat, nextInt } from '../../shared/math/prng.ts';
import { readReplay } from '../../shared/replay/readReplay.ts';
import { hashMap, type Replay, type ReplayHeader } from '../../shared/replay/Replay.ts';
import { ReplayWriter } from '../../shared/replay/ReplayWriter.ts';
import { verifyReplay } from '../../shared/replay/verifyReplay.ts';
import { addPlayer, removePlayer } from '../../shared/sim/addPlayer.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { hashWorld } from '../../shared/sim/hashWorld.ts';
import { restoreWorld, snapshotWorld } from '../../shared/sim/snapshotWorld.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { readMap } from '../support/readMap.ts';
import { randomCommands } from '../support/simArena.ts';

const MAP = readMap('foundry');
const HEADER: ReplayHeader = {
  build: 'test',
  map: MAP.id,
  mapHash: hashMap(MAP),
  mode: 'deathmatch',
  seed: 7,
  startTick: 3000,
  startedAt: '2026-01-01T00:00:00Z',
};
const TICKS = 630;

interface Recording {
  readonly world: World;
  readonly bytes: Uint8Array;
  readonly commands: readonly ReadonlyMap<string, Command>[];
}

/** A match of six, in which one leaves and another joins, and the last to leave goes after the last tick. */
function recordMatch(): Recording {
  const world = createWorld({ ...HEADER, map: MAP });
  const writer = new ReplayWriter(HEADER);
  const join = (id: string, bot: boolean) => {
    writer.join({ id, name: `Ünal ${id}`, bot });
    addPlayer(world, { id, name: `Ünal ${id}`, bot });
  };
  const leave = (id: string) => {
    writer.leave(id);
    removePlayer(world, id);
  };
  for (const id of ['z', 'y', 'bot-1', 'bot-2', 'bot-3']) join(id, id.startsWith('bot'));
  const prng = { state: 99 };
  const last = new Map<string, Command>();
  const commands: ReadonlyMap<string, Command>[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    if (tick === 100) join('late', false);
    if (tick === 200) leave('bot-2');
    const wishes = new Map(randomCommands(world, prng, last));
    // A hand that does not aim along the wire's grid.
    if (tick % 97 === 0)
      wishes.set('z', { ...last.get('z')!, aim: nextFloat(prng), seenSubtick: nextInt(prng, 2 ** 31) });
    stepWorld(world, wishes);
    writer.append(world, wishes);
    commands.push(wishes);
  }
  leave('bot-1');
  return { world, bytes: writer.finish(world), commands };
}

const RECORDING = recordMatch();

/** The replay with one player's command at one tick changed. */
function flipCommand(replay: Replay, index: number, id: string, change: Partial<Command>): Replay {
  const ticks = replay.ticks.map((tick, at) => {
    const command = tick.commands.get(id);
    if (at !== index || command === undefined) return tick;
    return { ...tick, commands: new Map(tick.commands).set(id, { ...command, ...change }) };
  });
  return { ...replay, ticks };
}

describe('a replay', () => {
  it('tells every command exactly as it was given', () => {
    const { header, ticks } = readReplay(RECORDING.bytes);
    assert.deepEqual(header, HEADER);
    assert.deepEqual(
      ticks.map((tick) => tick.commands),
      RECORDING.commands,
    );
  });

  it('goes the same way when it is played again', () => {
    assert.deepEqual(verifyReplay(readReplay(RECORDING.bytes), MAP), {
      ok: true,
      ticks: TICKS,
      hash: hashWorld(RECORDING.world),
    });
  });

  it('takes six bytes a player and tick at the most', () => {
    const commands = RECORDING.commands.reduce((sum, { size }) => sum + size, 0);
    assert.ok(RECORDING.bytes.length / commands < 6, `${RECORDING.bytes.length / commands} bytes`);
  });

  it('names the tick and the player when one command was another', () => {
    const replay = readReplay(RECORDING.bytes);
    const index = 400;
    const { moveX } = replay.ticks[index]!.commands.get('y')!;
    const flipped = flipCommand(replay, index, 'y', { moveX: moveX > 0 ? -127 : 127 });
    assert.deepEqual(verifyReplay(flipped, MAP), { ok: false, tick: HEADER.startTick + index + 1, entity: 'y' });
  });

  it('names pickups, projectiles and match when only they differ', () => {
    const replay = readReplay(RECORDING.bytes);
    for (const entity of ['pickups', 'projectiles', 'match'] as const) {
      const changed = { ...replay, finalHashes: { ...replay.finalHashes, [entity]: 1 } };
      assert.deepEqual(verifyReplay(changed, MAP), { ok: false, tick: HEADER.startTick + TICKS, entity });
    }
  });

  it('is not played on another map, nor on the same one after it was changed', () => {
    const replay = readReplay(RECORDING.bytes);
    const changed = { ...MAP, walls: MAP.walls.with(41 * 5, 1 - MAP.walls[41 * 5]!) };
    for (const map of [readMap('crossfire'), changed]) {
      assert.deepEqual(verifyReplay(replay, map), { ok: false, tick: HEADER.startTick, entity: 'map' });
    }
  });

  it('says so when it is no replay, of another version, or cut off', () => {
    assert.throws(() => readReplay(new Uint8Array()), /not a Fracas replay/);
    assert.throws(
      () => readReplay(Uint8Array.from(Array.from('{"json": true}', (c) => c.charCodeAt(0)))),
      /not a Fracas/,
    );
    assert.throws(() => readReplay(RECORDING.bytes.with(7, 9)), /format version 9; this build reads versions 1 to 3/);
    for (const length of [7, 20, 5000, RECORDING.bytes.length - 1]) {
      assert.throws(() => readReplay(RECORDING.bytes.slice(0, length)), /cut off/);
    }
    assert.throws(() => readReplay(new Uint8Array([...RECORDING.bytes, 0])), /something follows its end/);
  });

  it('of version 1, from before matches could move, is read and verified all the same', () => {
    const old = readReplay(RECORDING.bytes.with(7, 1));
    assert.deepEqual(old, readReplay(RECORDING.bytes));
    assert.ok(verifyReplay(old, MAP).ok);
  });

  it('never breaks the reader, whichever byte is damaged: it is refused, differs, or goes the very same way', () => {
    const prng = { state: 5 };
    let noticed = 0;
    for (let round = 0; round < 60; round++) {
      const at = nextInt(prng, RECORDING.bytes.length);
      const damaged = RECORDING.bytes.with(at, RECORDING.bytes[at]! ^ (1 + nextInt(prng, 255)));
      try {
        const verdict = verifyReplay(readReplay(damaged), MAP);
        if (!verdict.ok) noticed += 1;
        // A stamp or a spare button that changed nothing.
        else assert.equal(verdict.hash, hashWorld(RECORDING.world), `byte ${at}`);
      } catch (error) {
        assert.match(String(error), /The replay (is damaged|is cut off|has format)|not a Fracas replay/);
        noticed += 1;
      }
    }
    assert.ok(noticed > 50, `${noticed} of 60 noticed`);
  });
});

describe('RE2 a replay that begins in the middle of a match', () => {
  const prng = { state: 3 };
  const last = new Map<string, Command>();
  const twin = restoreWorld(JSON.parse(JSON.stringify(snapshotWorld(RECORDING.world))), MAP);
  const header: ReplayHeader = { ...HEADER, startTick: twin.tick, start: snapshotWorld(twin) };
  const write = (head: ReplayHeader) => {
    const world = restoreWorld(snapshotWorld(twin), MAP);
    const writer = new ReplayWriter(head);
    for (let tick = 0; tick < 130; tick++) {
      if (tick === 50) {
        writer.leave('y');
        removePlayer(world, 'y');
      }
      const wishes = randomCommands(world, prng, last);
      stepWorld(world, wishes);
      writer.append(world, wishes);
    }
    return { bytes: writer.finish(world), hash: hashWorld(world) };
  };

  it('carries the world it begins with, and goes the same way from there', () => {
    const { bytes, hash } = write(header);
    assert.deepEqual(verifyReplay(readReplay(bytes), MAP), { ok: true, ticks: 130, hash });
  });

  it('differs when it begins with a world in which one thing is another', () => {
    const players = header.start!.players.map((row) => row.map((value) => (value === 100 ? 99 : value)));
    const verdict = verifyReplay(readReplay(write({ ...header, start: { ...header.start!, players } }).bytes), MAP);
    assert.ok(!verdict.ok && verdict.tick === twin.tick + 1, JSON.stringify(verdict));
  });

  it('is refused when its start is another build’s, another match’s, or does not fit the map', () => {
    const start = header.start!;
    const refused = (changes: object) => () => readReplay(write({ ...header, start: { ...start, ...changes } }).bytes);
    assert.throws(refused({ layout: 1 }), /cannot be played from its start: .*another layout/);
    assert.throws(refused({ tick: 1 }), /cannot be played from its start: it is of another match/);
    const { pickups } = start;
    const short = readReplay(write({ ...header, start: { ...start, pickups: pickups.slice(1) } }).bytes);
    assert.deepEqual(verifyReplay(short, MAP), { ok: false, tick: twin.tick, entity: 'pickups' });
  });
});

describe('npm run replay', () => {
  const run = async (...args: string[]) => {
    const tool = new URL('../../tools/replay.ts', import.meta.url).pathname;
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [tool, ...args]);
      return { code: 0, text: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, text: stdout + stderr };
    }
  };
  let directory: string;
  const fileOf = async (name: string, bytes: Uint8Array) => {
    const file = join(directory, name);
    await writeFile(file, bytes);
    return file;
  };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fracas-replay-'));
  });
  after(() => rm(directory, { recursive: true }));

  it('prints the hash of a sound replay, plain or compressed', async () => {
    const hash = hashWorld(RECORDING.world).toString(16).padStart(8, '0');
    for (const bytes of [RECORDING.bytes, gzipSync(RECORDING.bytes)]) {
      const { code, text } = await run('verify', await fileOf('sound.replay', bytes));
      assert.deepEqual([code, text], [0, `ok: ${TICKS} ticks, hash ${hash}\n`]);
    }
  });

  it('exits with 1 and names what differs', async () => {
    const { length } = RECORDING.bytes;
    const last = RECORDING.bytes.with(length - 1, RECORDING.bytes[length - 1]! ^ 1);
    const { code, text } = await run('verify', await fileOf('other.replay', last));
    assert.equal(code, 1);
    assert.match(text, new RegExp(`differs at tick ${HEADER.startTick + TICKS}: late`));
  });

  it('exits with 2 and a clear word when there is nothing to verify', async () => {
    const garbage = await fileOf('garbage.replay', gzipSync('garbage'));
    assert.match((await run('verify', garbage)).text, /This is not a Fracas replay/);
    assert.equal((await run('verify', garbage)).code, 2);
    assert.equal((await run('verify', join(directory, 'missing'))).code, 2);
    const text = Buffer.from(RECORDING.bytes)
      .toString('latin1')
      .replace(`"map":"${HEADER.map}"`, `"map":"${'m'.repeat(HEADER.map.length)}"`);
    const elsewhere = await run('verify', await fileOf('elsewhere.replay', Buffer.from(text, 'latin1')));
    assert.deepEqual([elsewhere.code, /names no map of ours: "m+"\.$/m.test(elsewhere.text)], [2, true]);
    assert.match((await run()).text, /Usage: npm run replay/);
  });
});
