import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { Limits } from '../../../server/http/limits.ts';
import { createRecordRoutes } from '../../../server/http/recordRoutes.ts';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import type { Leaderboard, MatchHistory, PlayedMatch, PlayerRecord } from '../../../shared/net/records.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { keptLog } from '../../support/keptLog.ts';
import { SAMPLE_TIME_MS, addPlayers, matchId, samplePlayer, sampleResult } from '../../support/sampleResults.ts';

const ANN = 'aaaaaaaa-0000-4000-8000-000000000001';
const BEN = 'bbbbbbbb-0000-4000-8000-000000000002';
const NOBODY = 'cccccccc-0000-4000-8000-000000000003';

eachDatabase('What was played, for everybody to read', (database) => {
  let folder: string;
  let server: Server;
  const { log, lines } = keptLog();

  beforeEach(async () => {
    const { db } = database();
    folder = await mkdtemp(join(tmpdir(), 'fracas-replays-'));
    const nowMs = () => SAMPLE_TIME_MS;
    const spareTime = { wait: async () => {} };
    server = express()
      .use('/api', createRecordRoutes({ db, log, limits: new Limits(), spareTime, replayDirectory: folder, nowMs }))
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    await addPlayers(db, [ANN, BEN]);
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });

  const write = (n: number, change: Parameters<typeof sampleResult>[0] = {}) => {
    const players = [samplePlayer(ANN), samplePlayer(BEN, { place: 2 })];
    return new ResultStore(database().db).write(sampleResult({ matchId: matchId(n), players, ...change }));
  };
  const get = (path: string, headers = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api${path}`, { headers });
  async function read<Answer>(path: string): Promise<Answer> {
    const answer = await get(path);
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()) as Answer;
  }
  async function assertRefused(path: string, status: number, code: string, headers = {}): Promise<void> {
    const answer = await get(path, headers);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    assert.deepEqual([answer.status, error.code], [status, code], path);
    assert.ok(error.message.length > 10);
  }

  it('has a leaderboard for each mode', async () => {
    for (let n = 1; n <= 10; n++) await write(n);
    const board = await read<Leaderboard>('/leaderboard?mode=deathmatch&limit=1');
    const rest = await read<Leaderboard>(`/leaderboard?mode=deathmatch&after=${board.next}`);
    assert.deepEqual(
      [...board.rows, ...rest.rows].map(({ id, place, wins }) => [id, place, wins]),
      [
        [ANN, 1, 10],
        [BEN, 2, 0],
      ],
    );
    assert.deepEqual([board.mode, rest.next], ['deathmatch', undefined]);
  });

  it('has each player, and their history page by page', async () => {
    for (let n = 1; n <= 3; n++) await write(n, { endedAtMs: SAMPLE_TIME_MS + n });
    const player = await read<PlayerRecord>(`/players/${ANN}`);
    assert.deepEqual([player.name, player.matches, player.wins], [`name of ${ANN}`, 3, 3]);
    const first = await read<MatchHistory>(`/players/${BEN}/matches?limit=2`);
    const rest = await read<MatchHistory>(`/players/${BEN}/matches?limit=2&before=${first.next}`);
    assert.deepEqual(
      [...first.matches, ...rest.matches].map(({ id }) => id),
      [3, 2, 1].map(matchId),
    );
    assert.equal(rest.next, undefined);
  });

  it('has no matches of who cannot be anybody, and does not ask a database that would choke on it', async () => {
    for (const id of ['nobody', '%00', "'%20or%201=1"]) {
      assert.deepEqual(await read<MatchHistory>(`/players/${id}/matches`), { matches: [] }, id);
    }
    assert.deepEqual(lines, []);
  });

  it('has each match with the parts of its replay that are kept', async () => {
    await write(1);
    for (const part of ['', '.from-900', '.from-70']) {
      await writeFile(join(folder, `${matchId(1)}${part}.replay`), `part${part}`);
    }
    await writeFile(join(folder, `${matchId(2)}.replay`), 'of another match');
    const match = await read<PlayedMatch & { replays: string[] }>(`/matches/${matchId(1)}`);
    assert.deepEqual(
      match.players.map(({ id }) => id),
      [ANN, BEN],
    );
    const texts = await Promise.all(match.replays.map(async (link) => (await get(link.slice(4))).text()));
    assert.deepEqual(texts, ['part', 'part.from-70', 'part.from-900']);
  });

  it('RC4 gives no replay of a match that is not over, or no longer kept, and nothing else of the folder', async () => {
    await writeFile(join(folder, `${matchId(1)}.replay`), 'of a match that goes on');
    await writeFile(join(folder, 'secret.replay'), 'secret');
    await new ResultStore(database().db).claim(sampleResult());
    await assertRefused(`/matches/${matchId(1)}/replay`, 404, 'unknownMatch');
    await write(2);
    await assertRefused(`/matches/${matchId(2)}/replay`, 404, 'replayGone');
    await assertRefused(`/matches/${matchId(2)}/replay?from=5`, 404, 'replayGone');
    for (const id of ['secret', '..%2fsecret', `${matchId(2)}%2f..%2fsecret`]) {
      await assertRefused(`/matches/${id}/replay`, 404, 'unknownMatch');
    }
  });

  it('RC4 refuses a replay under conditions that the file does not meet, and gives none that has gone meanwhile', async () => {
    const linesBefore = lines.length;
    await write(1);
    const file = join(folder, `${matchId(1)}.replay`);
    await writeFile(file, 'what happened');
    const path = `/matches/${matchId(1)}/replay`;
    await assertRefused(path, 400, 'badRequest', { range: 'bytes=99-' });
    await assertRefused(path, 400, 'badRequest', { 'if-match': '"of another file"' });
    await rm(file);
    await symlink(join(folder, 'nowhere'), file);
    await assertRefused(path, 404, 'replayGone');
    assert.equal(lines.length, linesBefore, 'the database was not away');
  });

  it('says what is wrong with a question', async () => {
    await assertRefused('/leaderboard', 400, 'unknownMode');
    await assertRefused('/leaderboard?mode=chess', 400, 'unknownMode');
    await assertRefused('/leaderboard?mode=deathmatch&limit=0', 400, 'badRequest');
    await assertRefused('/leaderboard?mode=deathmatch&sort=name', 400, 'badRequest');
    await assertRefused(`/players/${NOBODY}`, 404, 'unknownPlayer');
    await assertRefused("/players/'%20or%201=1", 404, 'unknownPlayer');
    await assertRefused('/players/%E0%A4%A', 400, 'badRequest');
    await assertRefused(`/players/${ANN}/matches?before=yesterday`, 400, 'badRequest');
    await assertRefused(`/matches/${NOBODY}`, 404, 'unknownMatch');
    await assertRefused(`/matches/${NOBODY}/replay?from=-1`, 400, 'badRequest');
    await assertRefused(`/players/${ANN}?mode=duel`, 400, 'badRequest');
    await assertRefused(`/matches/${NOBODY}?from=5`, 400, 'badRequest');
  });

  it('says that it cannot be read now while the database is away', async () => {
    await database().close();
    await assertRefused(`/players/${ANN}`, 503, 'recordsAway');
    assert.ok(lines.some(({ msg }) => msg === 'records could not be read'));
  });
});
