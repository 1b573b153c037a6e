import assert from 'node:assert/strict';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Match } from '../../server/match/Match.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { until } from '../support/until.ts';

const WISH = { mode: 'teamDeathmatch', map: 'foundry' } as const satisfies JoinOptions;

describe('Cheat: choosing a team', () => {
  let server: LocalServer;

  afterEach(() => server.stop());

  const start = async (bots: number) => (server = await startLocalServer({ BOTS: String(bots) }));

  const join = (options: object = {}, accessToken?: string) =>
    ArenaClient.join(server.url, { ...WISH, ...options }, accessToken);

  function matchOf({ id }: ArenaClient): Match {
    return [...server.app.services.rooms].find(({ seats }) => seats.all.has(id))!;
  }

  it('Whatever team or plan somebody wishes for, they join the one with fewer people (TM2)', async () => {
    await start(0);
    const ann = await join();
    const cheat = await join({ team: ann.self.team, isPlanned: true });
    assert.equal(cheat.room.roomId, ann.room.roomId);
    assert.notEqual(cheat.self.team, ann.self.team);
    await Promise.all([ann, cheat].map((client) => client.leave()));
  });

  it('Whoever leaves a team that loses and comes again is in it again', async () => {
    await start(0);
    const others = [await join(), await join(), await join()];
    const cheat = await join();
    const { world } = matchOf(cheat);
    Object.assign(world, { phase: 'live', phaseEndsAtTick: world.tick + 1_000_000 });
    const { team } = cheat.self;
    world.teams[2 - team]!.score = 50;
    await cheat.leave();
    await others[0]!.until(({ players }) => !players.has(cheat.id));
    const again = await join();
    assert.deepEqual([again.room.roomId, again.self.team], [cheat.room.roomId, team]);
    await Promise.all([...others, again].map((client) => client.leave()));
  });

  it('Whoever says that they are of a party whose code they know is of none, and stands against it (TM7)', async () => {
    // The bots of one side would make room for one more of the party.
    await start(6);
    const people = await Promise.all(['Ada', 'Ann', 'Eve'].map((name) => signInAsGuest(server.url, name)));
    const [leader, member, eve] = people as [SignIn, SignIn, SignIn];
    const ada = await PartyMember.join(server.url, leader);
    const ann = await PartyMember.join(server.url, member, ada.party!.code);
    ada.room.send('play', WISH);
    await until(() => ada.seats.length === 1 && ann.seats.length === 1);
    const honest = [
      await ArenaClient.take(server.url, ada.seats[0]!),
      await ArenaClient.take(server.url, ann.seats[0]!),
    ];
    const { seats } = matchOf(honest[0]!);
    const { roomId: party } = ada.room;
    assert.deepEqual([...seats.all.values()].filter((seat) => seat.party === party).length, 2);
    for (const forged of [
      { party },
      { party: { code: party } },
      { auth: { ...leader.player, party } },
      { seat: { party } },
    ]) {
      for (const token of [eve.accessToken, undefined]) {
        const cheat = await join({ ...forged, team: honest[0]!.self.team }, token);
        assert.equal(seats.all.get(cheat.id)!.party, undefined, JSON.stringify(forged));
        assert.notEqual(cheat.self.team, honest[0]!.self.team, JSON.stringify(forged));
        await cheat.leave();
        await honest[0]!.until(({ players }) => !players.has(cheat.id));
      }
    }
    await Promise.all(honest.map((client) => client.leave()));
  });
});
