import assert from 'node:assert/strict';
import { parseConfig } from '../../server/config.ts';

const SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh';

const LONG = 'sixteen-letters-or-more';

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
      HOST: 'not a host!',
      BOTS: '99',
      LOG_LEVEL: 'loud',
      ALLOWED_ORIGINS: 'https://a.example, not an origin',
      TLS_CERT: 'cert.pem',
    });
    assert.ok(!parsed.ok);
    for (const name of ['PORT', 'HOST', 'BOTS', 'LOG_LEVEL', 'ALLOWED_ORIGINS', 'TLS_CERT']) {
      assert.ok(
        parsed.problems.some((problem) => problem.startsWith(name)),
        `${name} is missing from: ${parsed.problems.join('; ')}`,
      );
    }
    assert.equal(parsed.problems.length, 6);
  });

  it('takes every form of an address to listen on', () => {
    for (const HOST of ['127.0.0.1', '::', '::1', 'fe80::1%eth0', 'localhost', 'play.example', 'my-pc_2'])
      assert.deepEqual([HOST, parseConfig({ HOST, TRUST_PROXY: 'false' }).ok], [HOST, true]);
  });

  it('takes no port above the highest in an address, and no origin that is more than one', () => {
    const wrong = {
      PUBLIC_ADDRESS: 'play.example:70000/g1',
      PEER_ADDRESS: '10.0.0.7:65536',
      ALLOWED_ORIGINS: 'https://a.example/play,https://b.example/?x,https://user@c.example',
    };
    const parsed = parseConfig({ TRUST_PROXY: 'true', ...wrong });
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.problems.map((problem) => problem.split('=')[0]),
      ['PUBLIC_ADDRESS', 'PEER_ADDRESS', 'ALLOWED_ORIGINS', 'ALLOWED_ORIGINS', 'ALLOWED_ORIGINS'],
    );
    const right = { PUBLIC_ADDRESS: 'play.example:65535/g:70000', PEER_ADDRESS: '[::1]:2567' };
    assert.ok(parseConfig({ TRUST_PROXY: 'true', ...right }).ok);
  });

  it('does not repeat a secret that is wrong', () => {
    const parsed = parseConfig({
      ADMIN_TOKEN: 'hunter2',
      ADMIN_TOKENS: 'kim:hunter2',
      REDIS_URL: 'redis//:hunter2@host',
      DATABASE_URL: 'mysql://fracas:hunter2@host/fracas',
      JWT_SECRET: 'hunter2',
      JWT_SECRET_PREVIOUS: 'hunter2',
    });
    assert.ok(!parsed.ok);
    assert.equal(parsed.problems.length, 6);
    assert.ok(!parsed.problems.join().includes('hunter2'));
  });

  it('takes an admin token for each who looks after the server, beside that of the host', () => {
    const parsed = parseConfig({ ADMIN_TOKEN: LONG, ADMIN_TOKENS: `kim:k-${LONG}, lee-2:l:${LONG}` });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.config.admins, [
      { name: 'host', token: LONG },
      { name: 'kim', token: `k-${LONG}` },
      { name: 'lee-2', token: `l:${LONG}` },
    ]);
    for (const [tokens, problem] of [
      [LONG, 'is not name:token with commas between: see number 1'],
      [`kim:k-${LONG},`, 'is not name:token with commas between: see number 2'],
      ['kim:short', 'holds a token shorter than 16 characters: that of kim'],
      [`host:${LONG}`, 'names host, who has ADMIN_TOKEN'],
      [`kim:1-${LONG},kim:2-${LONG}`, 'gives the name kim to two tokens'],
      [`kim:${LONG},lee:${LONG}`, 'gives one token to two names'],
    ] as const) {
      assert.deepEqual(parseConfig({ ADMIN_TOKENS: tokens }), { ok: false, problems: [`ADMIN_TOKENS ${problem}`] });
    }
  });

  it('takes every form of the address of Redis that a connection can be made of', () => {
    for (const url of [
      'redis://:hunter2@host',
      'rediss://:hunter2@host',
      '/run/redis.sock',
      'redis+sentinel://:hunter2@a,b:26380/main',
    ]) {
      const parsed = parseConfig({ REDIS_URL: url, JWT_SECRET: SECRET });
      assert.ok(parsed.ok, url);
      assert.equal(parsed.config.redisUrl, url);
    }
    const parsed = parseConfig({ REDIS_URL: 'redis://:hunter2@host/first', JWT_SECRET: SECRET });
    assert.deepEqual(parsed, { ok: false, problems: ['REDIS_URL names a database that is not a number'] });
  });

  it('takes no secret that is weak, and asks for one where several processes have to share it', () => {
    const problemsOf = (env: Record<string, string>) => {
      const parsed = parseConfig(env);
      return parsed.ok ? [] : parsed.problems;
    };
    assert.deepEqual(problemsOf({ JWT_SECRET: SECRET, JWT_SECRET_PREVIOUS: `${SECRET}2` }), []);
    assert.match(problemsOf({ JWT_SECRET: SECRET.slice(1) }).join(), /JWT_SECRET is shorter than 32 bytes/);
    assert.match(problemsOf({ JWT_SECRET: 'your-256-bit-secret-for-the-token' }).join(), /JWT_SECRET holds words/);
    assert.match(problemsOf({ JWT_SECRET_PREVIOUS: 'a'.repeat(40) }).join(), /JWT_SECRET_PREVIOUS is too easy/);
    assert.match(problemsOf({ REDIS_URL: 'redis://localhost' }).join(), /JWT_SECRET is needed with REDIS_URL/);
    assert.deepEqual(problemsOf({ REDIS_URL: 'redis://localhost', NODE_ENV: 'development' }), []);
    assert.deepEqual(problemsOf({}), []);
  });

  it('takes a Postgres or a file as database', () => {
    for (const url of ['postgres://fracas:secret@host:5433/fracas?sslmode=require', 'sqlite:/srv/fracas/fracas.db']) {
      const parsed = parseConfig({ DATABASE_URL: url });
      assert.ok(parsed.ok, url);
      assert.equal(parsed.config.databaseUrl, url);
    }
    for (const url of ['fracas.db', 'sqlite:', 'postgres:fracas'])
      assert.ok(!parseConfig({ DATABASE_URL: url }).ok, url);
  });

  it('warns a host whose processes would share players, but no database', () => {
    const warningsOf = (env: Record<string, string>) => {
      const parsed = parseConfig({ HOST: '127.0.0.1', NODE_ENV: 'development', ...env });
      return parsed.ok ? parsed.warnings.join() : 'it does not start';
    };
    assert.match(warningsOf({ REDIS_URL: 'redis://127.0.0.1' }), /^REDIS_URL without DATABASE_URL/);
    assert.equal(warningsOf({ REDIS_URL: 'redis://127.0.0.1', DATABASE_URL: 'sqlite:/srv/fracas.db' }), '');
    assert.equal(warningsOf({}), '');
  });

  it('reads origins as browsers send them', () => {
    const parsed = parseConfig({ ALLOWED_ORIGINS: 'https://play.example/, http://localhost:5173' });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.config.allowedOrigins, ['https://play.example', 'http://localhost:5173']);
  });
});
