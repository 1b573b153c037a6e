import type { Player } from './Player.ts';
import type { World } from './World.ts';

/** Fingerprints of the parts of a world, unsigned 32-bit each: by them two runs of a match are compared. */
export interface WorldHashes {
  /** Tick, phase, chance, and who takes part. */
  readonly match: number;
  readonly pickups: number;
  readonly projectiles: number;
  /** By player id; names do not count. */
  readonly players: ReadonlyMap<string, number>;
}

/** The fingerprint of a whole world, an unsigned 32-bit integer: equal worlds have equal ones. */
export function hashWorld(world: Readonly<World>): number {
  const { match, pickups, projectiles, players } = hashParts(world);
  let hash = mixNumber(mixNumber(mixNumber(SEED, match), pickups), projectiles);
  for (const part of players.values()) hash = mixNumber(hash, part);
  return hash >>> 0;
}

export function hashParts(world: Readonly<World>): WorldHashes {
  const { tick, phase, phaseEndsAtTick, prng, nextProjectileId } = world;
  const players = [...world.players.values()];
  const ids = players.map((player) => player.id);
  return {
    match: hashValue({ tick, phase, phaseEndsAtTick, prng, nextProjectileId, ids }),
    pickups: hashValue(world.pickups),
    projectiles: hashValue([...world.projectiles.values()]),
    players: new Map(players.map((player) => [player.id, hashPlayer(player)])),
  };
}

/** Every field counts, so that a new one cannot be forgotten; but a name says nothing about the game. */
function hashPlayer(player: Readonly<Player>): number {
  return hashValue({ ...player, name: '' });
}

const SEED = 0x811c9dc5;
const numberBytes = new DataView(new ArrayBuffer(8));

/** Hashes plain data, whatever the order of its keys. Technique: FNV-1a over 32-bit words, mixed as in MurmurHash3. */
function hashValue(value: unknown): number {
  return mixValue(SEED, value) >>> 0;
}

function mixValue(hash: number, value: unknown): number {
  switch (typeof value) {
    case 'number':
      return mixNumber(hash, value);
    case 'boolean':
      return mixWord(hash, value ? 1 : 2);
    case 'string':
      return mixText(hash, value);
    case 'object':
      return mixObject(hash, value ?? {});
    default:
      return mixWord(hash, 3);
  }
}

function mixObject(hash: number, value: object): number {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  let mixed = mixWord(hash, entries.length);
  for (const [key, part] of entries) mixed = mixValue(mixText(mixed, key), part);
  return mixed;
}

function mixText(hash: number, text: string): number {
  let mixed = mixWord(hash, text.length);
  for (let index = 0; index < text.length; index++) mixed = mixWord(mixed, text.charCodeAt(index));
  return mixed;
}

/** All 64 bits count; minus zero counts as zero, which it is to JSON. */
function mixNumber(hash: number, value: number): number {
  numberBytes.setFloat64(0, value === 0 ? 0 : value);
  return mixWord(mixWord(hash, numberBytes.getUint32(0)), numberBytes.getUint32(4));
}

function mixWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x01000193);
  return mixed ^ (mixed >>> 15);
}
