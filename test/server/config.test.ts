import assert from 'node:assert/strict';
import { parseConfig } from '../../server/config.ts';

describe('The configuration', () => {
  it('needs nothing: a host may just start', () => {
    const parsed = parseConfig({});
    assert.ok(parsed.ok);
    assert.equal(parsed.config.port, 2567);
    assert.equal(parsed.config.adminPort, 9567);
    assert.equal(parsed.config.bots, 8);
    assert.equal(parsed.config.redisUrl, undefined);
  });

  it('takes an empty variable for an absent one', () => {
    assert.deepEqual(parseConfig({ PORT: '', REDIS_URL: '' }), parseConfig({}));
  });

  it('names every wrong variable at once', () => {
    const parsed = parseConfig({
      PORT: 'eighty',
      BOTS: '99',
      LOG_LEVEL: 'loud',
      ALLOWED_ORIGINS: 'https://a.example, not an origin',
      TLS_CERT: 'cert.pem',
    });
    assert.ok(!parsed.ok);
    for (const name of ['PORT', 'BOTS', 'LOG_LEVEL', 'ALLOWED_ORIGINS', 'TLS_CERT']) {
      assert.ok(
        parsed.problems.some((problem) => problem.startsWith(name)),
        `${name} is missing from: ${parsed.problems.join('; ')}`,
      );
    }
    assert.equal(parsed.problems.length, 5);
  });

  it('does not repeat a secret that is wrong', () => {
    const parsed = parseConfig({ ADMIN_TOKEN: 'hunter2', REDIS_URL: 'redis//:hunter2@host' });
    assert.ok(!parsed.ok);
    assert.equal(parsed.problems.length, 2);
    assert.ok(!parsed.problems.join().includes('hunter2'));
  });

  it('takes every form of the address of Redis that a connection can be made of', () => {
    for (const url of ['redis://host', 'rediss://host', '/run/redis.sock', 'redis+sentinel://a,b:26380/main']) {
      const parsed = parseConfig({ REDIS_URL: url });
      assert.ok(parsed.ok, url);
      assert.equal(parsed.config.redisUrl, url);
    }
    const parsed = parseConfig({ REDIS_URL: 'redis://:hunter2@host/first' });
    assert.deepEqual(parsed, { ok: false, problems: ['REDIS_URL names a database that is not a number'] });
  });

  it('reads origins as browsers send them', () => {
    const parsed = parseConfig({ ALLOWED_ORIGINS: 'https://play.example/, http://localhost:5173' });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.config.allowedOrigins, ['https://play.example', 'http://localhost:5173']);
  });
});
