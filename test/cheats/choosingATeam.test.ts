import assert from 'node:assert/strict';
import type { Match } from '../../server/match/Match.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

describe('Cheat: choosing a team', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  afterEach(() => server.stop());

  const join = (options: object = {}) => {
    const wish = { mode: 'teamDeathmatch', map: 'foundry', ...options } satisfies JoinOptions;
    return ArenaClient.join(server.url, wish);
  };

  function matchOf({ id }: ArenaClient): Match {
    return [...server.app.services.rooms].find(({ seats }) => seats.all.has(id))!;
  }

  it('Whatever team or plan somebody wishes for, they join the one with fewer people (TM2)', async () => {
    const ann = await join();
    const cheat = await join({ team: ann.self.team, isPlanned: true });
    assert.equal(cheat.room.roomId, ann.room.roomId);
    assert.notEqual(cheat.self.team, ann.self.team);
    await Promise.all([ann, cheat].map((client) => client.leave()));
  });

  it('Whoever leaves a team that loses and comes again is in it again', async () => {
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
});
