import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { LIMITS } from '../../server/http/limits.ts';
import { PARTY_MESSAGES } from '../../server/rooms/messageTable.ts';
import type { ToParty } from '../../shared/net/messages.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { until } from '../support/until.ts';

const MATCH: ToParty['play'] = { mode: 'deathmatch', map: 'foundry', rules: {} };

describe('Cheat: hoarded matches', () => {
  let server: LocalServer;
  let eve: SignIn;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    eve = await signInAsGuest(server.url, 'Eve');
  });
  afterEach(() => server.stop());

  const matches = (): number => server.app.services.rooms.size;

  /** Has somebody ask for one match after the other, by one party after the other: each says only so much. @returns the answers */
  async function hoard(
    person: SignIn,
    tries: number,
  ): Promise<{ readonly seats: number; readonly refusals: string[] }> {
    const parties: PartyMember[] = [];
    for (let asked = 0; asked < tries; asked++) {
      if (asked % PARTY_MESSAGES.play.limit.messages === 0) parties.push(await PartyMember.join(server.url, person));
      const party = parties.at(-1)!;
      const answers = (): number => party.seats.length + party.refusals.length;
      const before = answers();
      party.room.send('play', MATCH);
      await until(() => answers() > before);
    }
    await Promise.all(parties.map(({ room }) => room.leave()));
    const seats = parties.reduce((sum, party) => sum + party.seats.length, 0);
    return { seats, refusals: parties.flatMap(({ refusals }) => refusals) };
  }

  it('Whoever leads party after party opens so many matches in a time; those nobody comes to are soon over (S16)', async () => {
    const { seats, refusals } = await hoard(eve, LIMITS.rooms.points + 5);
    assert.equal(seats, LIMITS.rooms.points);
    assert.deepEqual(refusals, Array(5).fill(HTTP_ERRORS.tooManyRooms.message));
    const honest = await ArenaClient.join(server.url);
    await until(() => matches() === 1);
    await honest.leave();
  });

  it('Private matches that nobody comes to have no bots to play, whatever was wished for (SE1)', async () => {
    const open = () =>
      fetch(`${server.url}/api/rooms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ map: 'crossfire', rules: { bots: 16 } }),
      });
    const answers = await Promise.all(Array.from({ length: LIMITS.rooms.points + 5 }, open));
    assert.equal(answers.filter(({ status }) => status === 201).length, LIMITS.rooms.points);
    const bots = () => Array.from(server.app.services.rooms, ({ seats }) => seats.bots);
    assert.deepEqual(bots(), Array(LIMITS.rooms.points).fill(0));
    const { invite } = (await answers.find(({ ok }) => ok)!.json()) as { invite: string };
    const guest = await ArenaClient.join(server.url, { invite });
    assert.deepEqual(
      bots()
        .toSorted((one, other) => other - one)
        .slice(0, 2),
      [15, 0],
    );
    await guest.leave();
  });

  it('Whoever does not lead a party opens none, and takes nobody anywhere (PT2)', async () => {
    const ann = await PartyMember.join(server.url, await signInAsGuest(server.url, 'Ann'));
    const cheat = await PartyMember.join(server.url, eve, ann.party!.code);
    cheat.room.send('play', MATCH);
    cheat.room.send('lead', { member: eve.player.id });
    cheat.room.send('play', MATCH);
    await cheat.room.leave();
    await until(() => ann.names.length === 1);
    assert.deepEqual([matches(), ann.seats, cheat.seats, ann.leaderName], [0, [], [], 'Ann']);
  });
});
