import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '../../server/persistence/connectDatabase.ts';
import { ResultFiles } from '../../server/persistence/ResultFiles.ts';
import type { MatchHistory, PlayedMatch } from '../../shared/net/records.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { eachDatabase } from '../support/eachDatabase.ts';
import { startLocalServer, startServerProcess, type LocalServer } from '../support/gameServer.ts';
import { matchId, sampleResult } from '../support/sampleResults.ts';
import { until } from '../support/until.ts';

eachDatabase('The record of a server', (database) => {
  let server: LocalServer;
  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '2', ...database().env });
  });
  afterEach(() => server.stop());

  const historyOf = async (playerId: string): Promise<readonly PlayedMatch[]> => {
    const answer = await fetch(`${server.url}/api/players/${playerId}/matches`);
    return ((await answer.json()) as MatchHistory).matches;
  };

  it('has a match as soon as it is decided, and its replay once the results were shown', async () => {
    const { player, accessToken } = await signInAsGuest(server.url, 'Ada');
    const playerId = player.id;
    const ada = await ArenaClient.join(server.url, {}, accessToken);
    const match = [...server.app.services.rooms][0]!;
    await ada.until((state) => state.phase === 'live');
    match.world.players.get(ada.id)!.score = 25;
    await until(async () => (await historyOf(playerId)).length > 0);
    const [played] = await historyOf(playerId);
    const [own] = played!.players;
    assert.deepEqual([own?.id, own?.name, own?.place, own?.score], [playerId, 'Ada', 1, 25]);
    const replay = `${server.url}/api/matches/${played?.id}/replay`;
    assert.equal((await fetch(replay)).status, 404);
    await ada.leave();
    await until(async () => (await fetch(replay)).status === 200);
    assert.deepEqual(await readdir(join(server.dataDir, 'results')), []);
    const other = await startServerProcess({ ...database().env, REPLAY_DIR: join(server.dataDir, 'replays') });
    const { pathname } = new URL(replay);
    assert.equal((await fetch(other.url + pathname)).status, 200, 'another process that shares the folder has it too');
    await other.stop();
  });
});

describe('A match that its server breaks off', () => {
  it('has no result, and nobody has left it (RK8)', async () => {
    const server = await startLocalServer();
    const people = await Promise.all(['Ada', 'Bo'].map((name) => signInAsGuest(server.url, name)));
    const [ada] = await Promise.all(
      people.map(({ accessToken }) => ArenaClient.join(server.url, { mode: 'duel' }, accessToken)),
    );
    await ada!.until((state) => state.phase === 'live');
    await server.app.stop();
    const { databaseUrl, dataDir } = server.app.services.config;
    const connection = connectDatabase({ databaseUrl, dataDir }, server.app.services.log);
    assert.deepEqual(await connection.db.selectFrom('matches').selectAll().execute(), []);
    assert.deepEqual(await readdir(join(dataDir, 'results')), []);
    await connection.close();
    await server.stop();
  });
});

describe('A result that a process left on the disk', () => {
  it('is on record as soon as the next has started (RC2)', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'fracas-data-'));
    await new ResultFiles(join(dataDir, 'results')).keep(sampleResult());
    const server = await startLocalServer({ DATA_DIR: dataDir });
    await until(async () => (await fetch(`${server.url}/api/matches/${matchId(1)}`)).status === 200);
    await server.stop();
    await rm(dataDir, { recursive: true });
  });
});
