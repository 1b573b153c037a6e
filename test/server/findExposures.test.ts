import assert from 'node:assert/strict';
import { findExposures } from '../../server/findExposures.ts';

const MAIN = { PUBLIC_ADDRESS: 'play.example.com/g1' };

describe('What a host leaves open', () => {
  it('S29: is no Redis on the network without a password: the server does not start', () => {
    for (const url of [
      'redis://host',
      'rediss://host:6380/2',
      'redis://10.0.0.4',
      'redis+sentinel://127.0.0.1,b/main',
    ]) {
      const { problems } = findExposures({ REDIS_URL: url });
      assert.equal(problems.length, 1, url);
      assert.match(problems[0]!, /^REDIS_URL .* without a password/);
      assert.ok(!problems[0]!.includes(url), 'and the address is not repeated');
    }
  });

  it('S29: may be a Redis on this machine, or one with a password', () => {
    for (const url of [
      undefined,
      'redis://127.0.0.1:6379',
      'redis://localhost',
      'redis://[::1]:6379',
      '/run/redis.sock',
      'redis://:hunter2@host',
      'redis+sentinel://:hunter2@a,b/main',
      'nonsense',
    ]) {
      assert.deepEqual(findExposures({ REDIS_URL: url }).problems, [], url);
    }
  });

  it('S4: is no public address in production that nobody has said a word about TLS for', () => {
    const { problems } = findExposures(MAIN);
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, /^PUBLIC_ADDRESS .*TLS_CERT.*TRUST_PROXY/);
    for (const word of [
      { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' },
      { TRUST_PROXY: 'true' },
      { TRUST_PROXY: 'false' },
      { NODE_ENV: 'development' },
      { PUBLIC_ADDRESS: '127.0.0.1:2568' },
    ]) {
      assert.deepEqual(findExposures({ ...MAIN, ...word }).problems, [], JSON.stringify(word));
    }
  });

  it('S4: may be a port in the open, of which the host is warned, unless nobody else reaches it', () => {
    assert.match(findExposures({}).warnings.join(), /in the open.*TLS_CERT/);
    for (const word of [
      { HOST: '127.0.0.1' },
      { TRUST_PROXY: 'true' },
      { TLS_CERT: 'c', TLS_KEY: 'k' },
      { NODE_ENV: 'test' },
    ])
      assert.deepEqual(findExposures(word).warnings, [], JSON.stringify(word));
  });
});
