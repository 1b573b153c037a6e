import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { startRedis } from './redisServer.ts';

/** The answer to one command, or the error of connecting. */
async function ask(url: string, command: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), new URL(url).hostname);
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [data] = await once(socket, 'data');
    return String(data);
  } finally {
    socket.destroy();
  }
}

describe('a Redis for tests', () => {
  let given: string | undefined;
  before(() => {
    given = process.env.REDIS_URL;
    delete process.env.REDIS_URL;
  });
  after(() => {
    if (given !== undefined) process.env.REDIS_URL = given;
  });

  it('is empty, answers, and is gone after it was stopped', async () => {
    const redis = await startRedis();
    try {
      assert.match(await ask(redis.url, 'DBSIZE'), /^:0/);
    } finally {
      await redis.stop();
    }
    await assert.rejects(ask(redis.url, 'PING'), { code: 'ECONNREFUSED' });
  });

  it('lets two stand side by side without sharing keys', async () => {
    const [one, other] = await Promise.all([startRedis(), startRedis()]);
    try {
      await ask(one.url, 'SET arena foundry');
      assert.match(await ask(other.url, 'EXISTS arena'), /^:0/);
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });

  it('uses the server that REDIS_URL names, and leaves it running', async () => {
    const own = await startRedis();
    try {
      process.env.REDIS_URL = own.url;
      const given = await startRedis();
      assert.equal(given.url, own.url);
      await given.stop();
      assert.match(await ask(own.url, 'PING'), /PONG/);
    } finally {
      delete process.env.REDIS_URL;
      await own.stop();
    }
  });
});
