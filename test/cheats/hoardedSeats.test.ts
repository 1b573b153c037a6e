import assert from 'node:assert/strict';
import { LIMITS } from '../../server/http/limits.ts';
import { MOST_SPECTATORS } from '../../server/rooms/Spectators.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer, type RawSeat } from '../support/RawPlayer.ts';
import { until } from '../support/until.ts';

/** Each address is limited for itself: every cheat has one of their own. */
const PLAYERS = '203.0.113.66';
const LATE = '203.0.113.67';
const SPECTATORS = '203.0.113.68';
const SOMEBODY = '198.51.100.7';
const RESERVATIONS = 200;

describe('Cheat: hoarded seats', () => {
  let server: LocalServer;
  let arena: CheatArena;

  before(async () => {
    server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
  });
  afterEach(() => arena.close());

  /** Asks for a seat from an address, as the proxy tells it. */
  function reserve(address: string, options: object): Promise<Response> {
    return fetch(`${arena.url}/matchmake/joinOrCreate/arena`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ map: 'foundry', ...options }),
    });
  }

  async function hoard(address: string, options: object): Promise<number> {
    const answers = await Promise.all(Array.from({ length: RESERVATIONS }, () => reserve(address, options)));
    return answers.filter(({ status }) => status === 200).length;
  }

  function seatsListed(): number {
    return arena.room['_listing'].clients;
  }

  it('Reserving two hundred seats and taking none keeps nobody from playing', async () => {
    const taken = await hoard(PLAYERS, {});
    assert.ok(taken <= LIMITS.seats.points, `${taken} seats`);
    const answer = await reserve(SOMEBODY, {});
    assert.equal(answer.status, 200);
    const player = await RawPlayer.enter(arena.url, (await answer.json()) as RawSeat);
    assert.ok(player, 'and is let in');
    arena.keep(player);
    await arena.ticks(4);
    assert.ok(arena.isUndisturbed);
  });

  it('A seat that nobody takes is soon free again', async () => {
    arena.room.seatReservationTimeout = 0.1;
    for (let count = 0; count < 5; count++) assert.equal((await reserve(LATE, {})).status, 200);
    assert.equal(seatsListed(), 6);
    await until(() => seatsListed() === 1);
    assert.equal(arena.match.seats.people, 1, 'and never was in the match');
  });

  it('Hoarding the seats of spectators takes none from the players', async () => {
    const taken = await hoard(SPECTATORS, { spectate: true });
    assert.ok(taken <= MOST_SPECTATORS, `${taken} seats`);
    const player = await arena.cheat();
    assert.equal(player.roomId, arena.honest.room.roomId);
  });
});
