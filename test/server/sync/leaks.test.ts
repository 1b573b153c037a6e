import assert from 'node:assert/strict';
import { HEARING } from '../../../shared/defs/hearing.ts';
import { MAP_IDS, type MapId } from '../../../shared/defs/maps.ts';
import type { ModeId } from '../../../shared/defs/modes.ts';
import { PICKUP_RADIUS_UNITS } from '../../../shared/defs/pickups.ts';
import { TICKS_PER_PATCH, ticksOf } from '../../../shared/defs/rates.ts';
import { MOVEMENT } from '../../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../../shared/map/ArenaMap.ts';
import { distance, lerp, type Vec } from '../../../shared/math/vec.ts';
import { isSeen, PlayerState, type ArenaState } from '../../../shared/net/arenaSchema.ts';
import type { GameEvent } from '../../../shared/net/GameEvent.ts';
import { areTeamMates } from '../../../shared/sim/Player.ts';
import { restoreWorld, snapshotWorld } from '../../../shared/sim/snapshotWorld.ts';
import type { World } from '../../../shared/sim/World.ts';
import { fieldsOf } from '../../../server/sync/SchemaFields.ts';
import { startBotMatch, stepBotMatch, type BotMatch } from '../../support/playBots.ts';
import { readMap } from '../../support/readMap.ts';
import { SightOracle, type Eye } from '../../support/SightOracle.ts';
import { DecodedState, SyncedRoom, type SyncedClient, type WireMessage } from '../../support/SyncedRoom.ts';

/** How long ago somebody may have seen what they are told of. */
const MEMORY_TICKS = ticksOf(0.25);
const CROWD: Readonly<Record<MapId, number>> = { crossfire: 16, foundry: 10, sprawl: 48 };
const VIEWERS = 4;
/** So near to its end a ray has to be in sight; it ends on a wall or a body. */
const END_UNITS = 2;
/** A ray of which nothing is seen is told so far, for its direction; it ends within the shooter's own body or right before it. */
const DIRECTION_UNITS = 18;
const SPECTATOR = 'spectator';
/** Further than from corner to corner of a screen. */
const OUT_OF_SIGHT_UNITS = 1000;
/** How often the spectator watches another player. Odd: a change comes at any moment of a patch. */
const TURN_TICKS = 41;
/** How often somebody comes in, for whom the room projects the world at once. Odd: also between two patches. */
const ARRIVAL_TICKS = 3;
const FACTS = {
  match: 1,
  tickP99Micros: 0,
  seats: { isConnected: () => true, isOnAutopilot: () => false },
  inputBacklog: () => 0,
};

/** Whatever of an enemy only those may know who see it. */
const SEEN_FIELDS = fieldsOf(PlayerState as never)
  .filter(({ tag }) => tag !== undefined)
  .map(({ name }) => name as keyof PlayerState);

/** Where everything was at a tick, by a name that changes when something is elsewhere all at once. */
interface Moment {
  readonly tick: number;
  readonly eyes: ReadonlyMap<string, Eye>;
  readonly places: ReadonlyMap<string, Vec>;
}

/** A match of bots, some of whom are watched over the shoulder: all that they are sent is decoded and looked at. */
class WatchedMatch {
  match: BotMatch;
  room = new SyncedRoom();
  readonly #oracle: SightOracle;
  readonly #moments: Moment[] = [];
  #known = new Map<SyncedClient, DecodedState>();
  facts = 0;
  /** Times that a team mate was known out of sight. */
  farMates = 0;
  told = 0;
  turns = 0;

  constructor(map: ArenaMap, oracle: SightOracle, { seed, mode }: { readonly seed: number; readonly mode: ModeId }) {
    this.#oracle = oracle;
    this.match = startBotMatch(map, Array<'normal'>(CROWD[map.id as MapId]).fill('normal'), seed, mode);
    this.#enter();
  }

  get world(): World {
    return this.match.world;
  }

  play(seconds: number): void {
    for (let tick = 0; tick < ticksOf(seconds); tick++) {
      stepBotMatch(this.match);
      this.#remember();
      if (this.world.tick % TURN_TICKS === 0) this.#turnSpectator();
      this.room.sync.record(this.world);
      const isPatch = this.world.tick % TICKS_PER_PATCH === 0;
      if (isPatch || this.world.tick % ARRIVAL_TICKS === 0) this.room.sync.project(this.world, FACTS);
      if (!isPatch) continue;
      this.room.sync.sendPatch();
      for (const client of this.room.clients) for (const message of client.take()) this.#take(client, message);
    }
  }

  /** The spectator watches whoever comes next: some of those it has watched, and many far from them, one after the other. */
  #turnSpectator(): void {
    const players = [...this.world.players.keys()];
    const spectator = this.room.clients.find(({ id }) => id === SPECTATOR)!;
    this.room.turn(spectator, players[(players.indexOf(spectator.player) + 1) % players.length]!);
    this.turns += 1;
  }

  /** Everybody comes back over a new connection, with nothing they knew. */
  reconnect(): void {
    for (const client of this.room.clients) this.#join(client);
  }

  /** Goes on in another process, from a snapshot. */
  move(): void {
    const snapshot = JSON.parse(JSON.stringify(snapshotWorld(this.world))) as ReturnType<typeof snapshotWorld>;
    this.match = { world: restoreWorld(snapshot, this.world.map), brains: this.match.brains };
    this.room = new SyncedRoom();
    this.#known = new Map();
    this.#enter();
  }

  #enter(): void {
    for (const player of [...this.world.players.keys()].slice(0, VIEWERS)) this.room.join(player);
    this.room.watch([...this.world.players.keys()].at(-1)!, SPECTATOR);
    this.#remember();
    this.room.sync.project(this.world, FACTS);
    this.reconnect();
  }

  #join(client: SyncedClient): void {
    this.#known.set(client, new DecodedState());
    this.#take(client, this.room.fullState(client));
  }

  #take(client: SyncedClient, message: WireMessage): void {
    const known = this.#known.get(client)!;
    if (message.kind === 'events') {
      for (const [tick, event] of message.events) this.#checkEvent(client.player, tick, event);
      return;
    }
    known.decode(message.bytes);
    // Private numbers are for the player alone, and for nobody who watches.
    assert.deepEqual([...known.state.own.keys()], client.id === SPECTATOR ? [] : [client.player]);
    this.#checkState(client.player, known.state);
  }

  #checkState(viewer: string, { players, projectiles, pickups }: ArenaState): void {
    for (const [id, player] of players) {
      const isMate = this.#isMate(viewer, id);
      if (!isSeen(player)) {
        assert.ok(!isMate, `${viewer} does not know the team mate ${id}`);
        for (const field of SEEN_FIELDS)
          assert.equal(player[field], undefined, `${viewer} knows ${String(field)} of ${id}`);
        continue;
      }
      const body = this.world.players.get(id)!;
      assert.deepEqual({ x: player.x, y: player.y }, { x: body.x, y: body.y });
      if (id !== viewer && !isMate) this.#assertSeen(viewer, nameOf(body), body, MOVEMENT.radiusUnits);
      if (isMate && distance(this.world.players.get(viewer)!, body) > OUT_OF_SIGHT_UNITS) this.farMates += 1;
    }
    for (const [key] of projectiles) {
      const projectile = this.world.projectiles.get(Number(key))!;
      if (projectile.owner !== viewer) this.#assertSeen(viewer, `shot ${key}`, projectile, 0);
    }
    for (const [key, pad] of pickups) this.#assertSeen(viewer, `pad ${key}`, pad, PICKUP_RADIUS_UNITS);
  }

  /** Every place an event tells of has to be in sight; of what is heard neither direction nor loudness is exact. */
  #checkEvent(viewer: string, tick: number, event: GameEvent): void {
    assert.ok(tick > this.world.tick - TICKS_PER_PATCH);
    this.told += 1;
    if (event.type === 'noise') {
      assert.ok(Number.isInteger(Math.round((event.radians / (2 * Math.PI)) * HEARING.directions * 1e6) / 1e6));
      assert.ok(Number.isInteger(event.loudness * HEARING.loudnessSteps));
      assert.deepEqual(
        Object.keys(event)
          .filter((key) => key !== 'weapon')
          .sort(),
        ['loudness', 'radians', 'sound', 'type'],
      );
      return;
    }
    const body = this.world.players.get(bodyOf(event));
    const name = body === undefined ? JSON.stringify(event) : nameOf(body);
    // Where a mate is one knows; but not from afar what they shoot at, nor what hits them.
    const places = tellsWhereOneIs(event) && this.#isMate(viewer, event.player) ? [] : placesOf(event);
    for (const place of places) this.#assertSeen(viewer, name, place, MOVEMENT.radiusUnits);
    // Where a ray ends, somebody may have stopped it.
    if (event.type !== 'shot') return;
    for (const end of event.ends) {
      const units = distance(event.from, end);
      if (units < DIRECTION_UNITS) continue;
      const share = END_UNITS / units;
      const open = { x: lerp(end.x, event.from.x, share), y: lerp(end.y, event.from.y, share) };
      this.#assertSeen(viewer, JSON.stringify(event), open, END_UNITS);
    }
  }

  #remember(): void {
    const eyes = new Map<string, Eye>();
    const places = new Map<string, Vec>();
    for (const body of this.world.players.values()) {
      const { id, x, y, vx, vy } = body;
      eyes.set(id, { x, y, vx, vy });
      places.set(nameOf(body), { x, y });
    }
    for (const { id, x, y } of this.world.projectiles.values()) places.set(`shot ${id}`, { x, y });
    this.#moments.push({ tick: this.world.tick, eyes, places });
    while (this.#moments[0]!.tick < this.world.tick - MEMORY_TICKS) this.#moments.shift();
  }

  /** @param now where it is; places in the past count as well, for what has them under this name */
  #assertSeen(viewer: string, name: string, now: Readonly<Vec>, radius: number): void {
    this.facts += 1;
    const moments = this.#moments.toReversed();
    const encounters = moments.flatMap(({ eyes, places }) => {
      const target = places.get(name) ?? (moments[0]!.places.has(name) ? undefined : now);
      return target === undefined ? [] : [{ eye: eyes.get(viewer)!, target, radius }];
    });
    const eye = placeText(moments[0]!.eyes.get(viewer)!);
    assert.ok(
      this.#oracle.couldSee(encounters),
      `${viewer} at ${eye} knows ${name} at ${placeText(now)} in tick ${this.world.tick}`,
    );
  }

  #isMate(viewer: string, other: string): boolean {
    const [a, b] = [this.world.players.get(viewer)!, this.world.players.get(other)];
    return b !== undefined && a !== b && areTeamMates(a, b);
  }
}

function nameOf({ id, life }: { readonly id: string; readonly life: number }): string {
  return `${id}, life ${life}`;
}

function tellsWhereOneIs(
  event: GameEvent,
): event is Extract<GameEvent, { type: 'shot' | 'charge' | 'dash' | 'spawn' }> {
  return ['shot', 'charge', 'dash', 'spawn'].includes(event.type);
}

/** Whose place an event tells. */
function bodyOf(event: GameEvent): string {
  if (event.type === 'hit' || event.type === 'kill') return event.victim;
  return event.type === 'shot' || event.type === 'charge' || event.type === 'dash' ? event.player : '';
}

function placesOf(event: Exclude<GameEvent, { type: 'noise' }>): Vec[] {
  switch (event.type) {
    case 'phase':
    case 'round':
      return [];
    case 'shot':
      return [event.from];
    case 'hit':
    case 'kill':
      return event.at === undefined ? [] : [event.at];
    default:
      return [event.at];
  }
}

function placeText({ x, y }: Readonly<Vec>): string {
  return `${Math.round(x)},${Math.round(y)}`;
}

describe('IT1, SP1 what a client is sent of others, a spectator among them', () => {
  for (const map of MAP_IDS) {
    it(`is what its avatar could have seen in the last 250 ms on ${map}, also after deaths, returns and a move`, () => {
      const arena = readMap(map);
      const oracle = new SightOracle(arena);
      for (const seed of [1, 2]) {
        const watched = new WatchedMatch(arena, oracle, { seed, mode: 'deathmatch' });
        watched.play(12);
        watched.reconnect();
        watched.play(3);
        watched.move();
        watched.play(5);
        const deaths = [...watched.world.players.values()].reduce((sum, player) => sum + player.deaths, 0);
        assert.ok(deaths > 0, 'nobody died');
        assert.ok(watched.turns > 10, 'the spectator watched one player only');
        assert.ok(watched.facts > 1000 && watched.told > 100, `${watched.facts} facts, ${watched.told} events`);
      }
    }).timeout(120_000);
  }

  it('is no more in a match of teams, but that team mates are known wherever they are (IT4)', () => {
    const arena = readMap('crossfire');
    const watched = new WatchedMatch(arena, new SightOracle(arena), { seed: 3, mode: 'teamDeathmatch' });
    watched.play(14);
    watched.reconnect();
    watched.play(3);
    watched.move();
    watched.play(5);
    assert.ok(watched.world.teams.every(({ score }) => score > 0));
    assert.ok(watched.turns > 10, 'the spectator watched one player only');
    assert.ok(watched.farMates > 1000, `${watched.farMates} mates out of sight`);
    assert.ok(watched.facts > 1000 && watched.told > 100, `${watched.facts} facts, ${watched.told} events`);
  }).timeout(120_000);
});
