import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/sdk';
import { fieldsOf } from '../../server/sync/SchemaFields.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { askForSeat, seatPath } from '../../shared/net/askForSeat.ts';
import { isSeen, PlayerState } from '../../shared/net/arenaSchema.ts';
import { distance } from '../../shared/math/vec.ts';
import { bringTogether } from '../support/bringTogether.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer } from '../support/RawPlayer.ts';
import { DecodedState } from '../support/SyncedRoom.ts';

const CODE_BITS = 0x1f;
/** Code, the server's time and the acknowledged input. */
const HEADER_BYTES = 9;
/** What only those may know of an enemy who see it. */
const SEEN_FIELDS = fieldsOf(PlayerState as never)
  .filter(({ tag }) => tag !== undefined)
  .map(({ name }) => name as keyof PlayerState);

/** Reads all that a connection is sent, as a program would that looks for what the screen does not show. */
function readEverything(player: RawPlayer): { known: DecodedState; states: () => number } {
  const known = new DecodedState();
  let states = 0;
  player.onMessage = (payload) => {
    const code = payload[0]! & CODE_BITS;
    if (code !== Protocol.ROOM_STATE && code !== Protocol.ROOM_STATE_PATCH) return;
    states += 1;
    known.decode(payload.subarray(HEADER_BYTES));
  };
  return { known, states: () => states };
}

describe('Cheat: seeing through walls', () => {
  let server: LocalServer;
  let arena: CheatArena;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
  });
  afterEach(() => arena.close());

  /** Sets the honest player and the cheat where neither can see the other, nor soon could. */
  function hide(cheat: RawPlayer): void {
    const { map } = arena.world;
    const { spawns } = map;
    const pairs = spawns.flatMap((one) => spawns.map((other) => [one, other] as const));
    const apart = pairs
      .filter(([one, other]) => !hasLineOfSight(map, one, other))
      .toSorted(([a, b], [c, d]) => distance(c, d) - distance(a, b));
    const [mine, theirs] = apart[0]!;
    Object.assign(arena.body(cheat), { x: mine.x, y: mine.y });
    Object.assign(arena.body(arena.honest), { x: theirs.x, y: theirs.y });
  }

  function assertHidden(known: DecodedState): void {
    const enemy = known.state.players.get(arena.honest.id)!;
    assert.ok(enemy, 'the table of scores names them');
    for (const field of SEEN_FIELDS) assert.equal(enemy[field], undefined, `${String(field)} went over the wire`);
    assert.equal(known.state.own.has(arena.honest.id), false, 'nor do private numbers');
  }

  it('Nothing of an enemy behind walls is in the bytes of a client, and all of one in sight is', async () => {
    const cheat = await arena.cheat();
    hide(cheat);
    const { known, states } = readEverything(cheat);
    await arena.ticks(20);
    assert.ok(states() > 5);
    assertHidden(known);
    bringTogether(arena.server.app, cheat.id, arena.honest.id);
    await arena.ticks(6);
    const enemy = known.state.players.get(arena.honest.id)!;
    assert.ok(isSeen(enemy));
    assert.equal(enemy.x, arena.body(arena.honest).x);
    hide(cheat);
    await arena.ticks(30);
    assertHidden(known);
  });

  it('Coming back over a new connection shows no more', async () => {
    const cheat = await arena.cheat();
    hide(cheat);
    await arena.ticks(30);
    cheat.socket.destroy();
    await arena.honest.until((state) => state.players.get(cheat.id)?.connected === false);
    // A bot has played on: where it went, it may have seen somebody.
    hide(cheat);
    await arena.ticks(30);
    const seat = await askForSeat(fetch, arena.url, { token: cheat.token }, AbortSignal.timeout(5000));
    hide(cheat);
    const back = arena.keep((await RawPlayer.enter(arena.url, seat, seatPath(seat, cheat.token)))!);
    const { known, states } = readEverything(back);
    await arena.ticks(10);
    assert.ok(states() > 2);
    assertHidden(known);
  });

  it('A spectator knows what the one knows whom they watch, and of the others no more', async () => {
    const third = await arena.cheat();
    hide(third);
    arena.body(third).score = 5;
    const spectator = await arena.cheat({ spectate: true });
    const { known } = readEverything(spectator);
    await arena.ticks(20);
    assert.ok(isSeen(known.state.players.get(third.id)!), 'they watch the best');
    assertHidden(known);
    assert.equal(known.state.own.size, 0);
  });
});
