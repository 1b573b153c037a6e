import assert from 'node:assert/strict';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';

describe('REDIS_URL', () => {
  const cases: Readonly<Record<string, object>> = {
    'redis://localhost': { host: 'localhost', port: 6379 },
    'redis://10.0.0.1:6380/3': { host: '10.0.0.1', port: 6380, db: 3 },
    'redis://:s%40crt@host': { host: 'host', port: 6379, password: 's@crt' },
    'redis://user:p%2Fw@host?db=2&family=6': {
      host: 'host',
      port: 6379,
      username: 'user',
      password: 'p/w',
      db: 2,
      family: 6,
    },
    'redis://:pass@word@host': { host: 'host', port: 6379, password: 'pass@word' },
    'rediss://host:6390': { host: 'host', port: 6390, tls: {} },
    'redis://[::1]:7000': { host: '::1', port: 7000 },
    'unix:///run/redis/redis.sock?db=1': { path: '/run/redis/redis.sock', db: 1 },
    'unix://:pw@/run/redis.sock': { path: '/run/redis.sock', password: 'pw' },
    '/run/redis.sock?password=pw': { path: '/run/redis.sock', password: 'pw' },
    'redis+sentinel://h1:26380,h2/mymaster': {
      sentinels: [
        { host: 'h1', port: 26380 },
        { host: 'h2', port: 26379 },
      ],
      name: 'mymaster',
    },
    'redis+sentinel://u:pw@h1,[::1]:5000/m/4?sentinelPassword=sp': {
      sentinels: [
        { host: 'h1', port: 26379 },
        { host: '::1', port: 5000 },
      ],
      name: 'm',
      username: 'u',
      password: 'pw',
      db: 4,
      sentinelPassword: 'sp',
    },
  };
  for (const [url, options] of Object.entries(cases)) {
    it(`may be ${url}`, () => assert.deepEqual(parseRedisUrl(url), options));
  }

  it('is refused when it cannot be meant, and never repeated', () => {
    const wrong = [
      'localhost:6379',
      'http://hunter2@host',
      'redis//:hunter2@host',
      'redis://:hunter2@',
      'redis://:hunter2@host:99999',
      'redis://:hun/hunter2@host',
      'redis://:hun?hunter2@host',
      'redis://:hunter2%zz@host',
      'redis://:hunter2@host/first',
      'redis://:hunter2@host?family=5',
      'redis://host?hunter2=1',
      'redis+sentinel://:hunter2@h1,h2',
      'redis+sentinel://:hunter2@h1,,h2/m',
      'redis+sentinel://:hunter2@h1/m/0/more',
      'unix://host/hunter2',
      '/',
    ];
    for (const url of wrong) {
      assert.throws(
        () => parseRedisUrl(url),
        (error: Error) => /^(is|names|has|holds) /.test(error.message) && !error.message.includes('hunter2'),
        url,
      );
    }
  });
});
