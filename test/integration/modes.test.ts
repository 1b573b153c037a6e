import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { Match } from '../../server/match/Match.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

describe('Modes', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '4' });
  });

  afterEach(() => server.stop());

  function matchOf(client: ArenaClient): Match {
    const match = [...server.app.services.rooms].find(({ seats }) => seats.all.has(client.id));
    assert.ok(match !== undefined);
    return match;
  }

  async function openPrivate(wish: object) {
    const answer = await fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('meet only those who wish for the same one', async () => {
    const ann = await ArenaClient.join(server.url, { mode: 'deathmatch', map: 'foundry' });
    const bo = await ArenaClient.join(server.url, { mode: 'teamDeathmatch', map: 'foundry' });
    const cy = await ArenaClient.join(server.url, { mode: 'teamDeathmatch', map: 'foundry' });
    assert.notEqual(ann.room.roomId, bo.room.roomId);
    assert.equal(bo.room.roomId, cy.room.roomId);
    await Promise.all([ann, bo, cy].map((client) => client.leave()));
  });

  it('of teams tell everybody who is in which team, and what the teams have', async () => {
    const ann = await ArenaClient.join(server.url, { mode: 'teamDeathmatch', map: 'foundry' });
    const bo = await ArenaClient.join(server.url, { mode: 'teamDeathmatch', map: 'foundry' });
    await bo.until(({ players }) => players.get(ann.id)!.team + players.get(bo.id)!.team === 3);
    await ann.until(({ phase }) => phase === 'live');
    Object.assign(matchOf(ann).world.teams[1]!, { score: -2, rounds: 1 });
    for (const client of [ann, bo]) {
      await client.until(({ teams }) => teams.get('2')?.score === -2);
      assert.deepEqual(
        [...client.room.state.teams].map(([number, { score, rounds }]) => [number, score, rounds]),
        [
          ['1', 0, 0],
          ['2', -2, 1],
        ],
      );
    }
    await Promise.all([ann, bo].map((client) => client.leave()));
  });

  it('DU4 seat two in a duel; whoever comes later plays in another, also when it is asked for by name', async () => {
    const { body } = await openPrivate({ mode: 'duel' });
    assert.equal(body.map, 'foundry');
    const invite = String(body.invite);
    const ann = await ArenaClient.join(server.url, { invite });
    const bo = await ArenaClient.join(server.url, { invite });
    await ann.until(({ phase }) => phase === 'live');
    assert.equal(ann.room.state.players.size, 2, 'no bots among them');
    await assert.rejects(ArenaClient.join(server.url, { invite }), { message: HTTP_ERRORS.roomFull.message });
    const cy = await ArenaClient.join(server.url, { mode: 'duel' });
    assert.notEqual(cy.room.roomId, ann.room.roomId);
    assert.equal(cy.room.state.players.get(cy.id)?.team, 1);
    await Promise.all([ann, bo, cy].map((client) => client.leave()));
  });

  it('TM5 end a duel that one has left, for both to see', async () => {
    const ann = await ArenaClient.join(server.url, { mode: 'duel' });
    const bo = await ArenaClient.join(server.url, { mode: 'duel' });
    assert.equal(ann.room.roomId, bo.room.roomId);
    await ann.until(({ phase }) => phase === 'live');
    const told = new Promise<{ teams: { team: number; place: number }[] }>((resolve) => {
      ann.room.onMessage('results', resolve);
    });
    await bo.leave();
    const { teams } = await told;
    assert.deepEqual(
      teams.map(({ team, place }) => [team, place]),
      [
        [ann.self.team, 1],
        [3 - ann.self.team, 2],
      ],
    );
    assert.ok(matchOf(ann).takesPeople);
    await ann.leave();
  });

  it('SE6 are refused on a map they are not played on, in words for the player', async () => {
    const { status, body } = await openPrivate({ mode: 'duel', map: 'sprawl' });
    const { code, name, message } = HTTP_ERRORS.mapNotOfMode;
    assert.deepEqual([status, body], [code, { error: { code: name, message } }]);
    await assert.rejects(ArenaClient.join(server.url, { mode: 'duel', map: 'sprawl' }), { message });
    assert.equal(server.app.services.rooms.size, 0);
  });
});
