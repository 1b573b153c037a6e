import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { ACCESS_SECONDS, AccessTokens, type Identity } from '../../../server/accounts/AccessTokens.ts';

const SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fg';
const OLD_SECRET = 'a7Gd2Wq9Ej4Nc6Uy1Mk8Xr3Tb5Zp0Lv';
const NOW_SECONDS = 1_800_000_000;
const ADA: Identity = {
  playerId: '7f9c24e8-3b12-4fef-91e0-5d6a1c0b8a11',
  name: 'Ada',
  kind: 'guest',
  loginId: 'login-1',
  tokenVersion: 3,
};

let nowMs: number;
const read = () => nowMs;

type Part = Readonly<Record<string, unknown>>;

const encode = (part: Part | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

describe('Access tokens', () => {
  let tokens: AccessTokens;
  let token: string;
  let header: Part;
  let payload: Part;

  /** Signs whatever it is given as the server would, but for what is changed. */
  function forge(changedHeader: Part, changedPayload: Part = {}, secret = SECRET, hash = 'sha256'): string {
    const signed = `${encode({ ...header, ...changedHeader })}.${encode({ ...payload, ...changedPayload })}`;
    return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
  }

  beforeEach(async () => {
    nowMs = NOW_SECONDS * 1000;
    tokens = new AccessTokens({ secret: SECRET }, read);
    token = await tokens.sign(ADA);
    header = { ...decodeProtectedHeader(token) };
    payload = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Part;
  });

  it('say whose they are, for 15 minutes', async () => {
    assert.deepEqual(await tokens.verify(token), ADA);
    nowMs += ACCESS_SECONDS * 1000 - 1;
    assert.deepEqual(await tokens.verify(token), ADA);
    nowMs += 10_000;
    assert.equal(await tokens.verify(token), undefined);
    assert.equal(ACCESS_SECONDS, 900);
  });

  it('that somebody forged count for nothing, in any of twenty ways, and one made alike by hand counts', async () => {
    // The way to forge works: what is refused below is refused for what it changes.
    assert.deepEqual(await tokens.verify(forge({})), ADA);
    const [head, body, signature] = token.split('.') as [string, string, string];
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const rsaSigned = `${encode({ ...header, alg: 'RS256' })}.${body}`;
    const { exp: _exp, ...endless } = payload;
    const { iat: _iat, ...unborn } = payload;
    const forged: Readonly<Record<string, string>> = {
      'alg none': `${encode({ ...header, alg: 'none' })}.${body}.`,
      'alg None, signed': forge({ alg: 'None' }),
      'no signature': `${head}.${body}.`,
      'another payload under the signature': `${head}.${encode({ ...payload, sub: randomUUID() })}.${signature}`,
      'another secret': forge({}, {}, OLD_SECRET),
      'an empty secret': forge({}, {}, ''),
      'HS512 with the right secret': forge({ alg: 'HS512' }, {}, SECRET, 'sha512'),
      'HS256 with a public key for the secret': forge({ kid: 'rsa' }, {}, publicKey),
      RS256: `${rsaSigned}.${sign('sha256', Buffer.from(rsaSigned), pair.privateKey).toString('base64url')}`,
      'a key of its own, brought along': forge({ jwk: { kty: 'oct', k: encode('mine') } }, {}, 'mine'),
      'a key by address': forge({ jku: 'https://evil.example/keys', kid: 'theirs' }, {}, 'mine'),
      'a key by path': forge({ kid: '../../../../dev/null' }, {}, ''),
      'no key id': forge({ kid: undefined }),
      'a header it must not understand': forge({ crit: ['b64'], b64: false }),
      'another type': forge({ typ: 'JWT' }),
      'another audience': forge({}, { aud: 'elsewhere' }),
      'another issuer': forge({}, { iss: 'evil.example' }),
      'no end': `${head}.${encode(endless)}.${createHmac('sha256', SECRET)
        .update(`${head}.${encode(endless)}`)
        .digest('base64url')}`,
      'no beginning': `${head}.${encode(unborn)}.${createHmac('sha256', SECRET)
        .update(`${head}.${encode(unborn)}`)
        .digest('base64url')}`,
      'an end in a year': forge({}, { iat: NOW_SECONDS - 86_400, exp: NOW_SECONDS + 31_536_000 }),
      'a beginning in an hour': forge({}, { nbf: NOW_SECONDS + 3600 }),
      'a subject that is no player': forge({}, { sub: "1' or '1'='1" }),
      'two tokens in one': `${token}.${token}`,
      nothing: '',
    };
    assert.ok(Object.keys(forged).length >= 20);
    for (const [way, each] of Object.entries(forged)) assert.equal(await tokens.verify(each), undefined, way);
  });

  it('of the secret before count until they end, and new ones are not signed by it', async () => {
    const before = new AccessTokens({ secret: OLD_SECRET }, read);
    const old = await before.sign(ADA);
    const rotated = new AccessTokens({ secret: SECRET, previousSecret: OLD_SECRET }, read);
    assert.deepEqual(await rotated.verify(old), ADA);
    assert.equal(await before.verify(await rotated.sign(ADA)), undefined);
    assert.equal(await tokens.verify(old), undefined);
    nowMs += (ACCESS_SECONDS + 10) * 1000;
    assert.equal(await rotated.verify(old), undefined);
  });

  it('of one process are known to another of the same secret', async () => {
    assert.deepEqual(await new AccessTokens({ secret: SECRET }, read).verify(token), ADA);
  });
});
