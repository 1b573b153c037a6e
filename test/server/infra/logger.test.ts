import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { createLogger, openLog } from '../../../server/infra/logger.ts';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { MatchStore } from '../../../server/survival/MatchStore.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';

describe('The log', () => {
  let lines: string[];
  const readLine = () => JSON.parse(lines[0]!) as { readonly err: Record<string, unknown>; readonly room?: string };
  const write = { write: (line: string) => lines.push(line) };

  beforeEach(() => {
    lines = [];
  });

  it('holds nothing that opens a seat when Redis refuses the snapshot of a match', async () => {
    const server = await RedisServer.start();
    const redis = connectRedis(parseRedisUrl(server.url), 'test', keptLog().log);
    try {
      await redis.config('SET', 'maxmemory', '1');
      const saved = new MatchStore(redis, () => 'p1').save('a', 1, '{"roster":[{"tokens":["open-sesame"]}]}');
      const error = await saved.then(
        () => assert.fail('it was kept'),
        (reason: unknown) => reason,
      );
      createLogger('warn', write as never).warn({ err: error, room: 'a' }, 'match could not be handed over');
    } finally {
      await closeRedis(redis);
      await server.stop();
    }
    assert.match(String(readLine().err.message), /maxmemory/);
    assert.equal(readLine().room, 'a');
    assert.ok(!lines[0]!.includes('open-sesame'));
  });

  it('says of an error what it is, where it came from, what caused it, and its code', () => {
    const cause = new Error('the disk is full');
    const error = Object.assign(new Error('no replay', { cause }), { code: 'ENOSPC' });
    createLogger('warn', write as never).error({ err: error }, 'lost');
    const { type, message, stack, code } = readLine().err;
    assert.deepEqual([type, message, code], ['Error', 'no replay: the disk is full', 'ENOSPC']);
    assert.match(String(stack), /logger\.test\.ts[\s\S]*caused by: Error: the disk is full/);
  });

  it('that cannot be written ends nothing', async () => {
    const sealed = await open(import.meta.filename, 'r');
    try {
      const log = createLogger('info', openLog(sealed.fd));
      for (let times = 0; times < 3; times++) assert.doesNotThrow(() => log.info('a line'));
    } finally {
      await sealed.close();
    }
  });
});
