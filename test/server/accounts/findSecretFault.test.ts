import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { findSecretFault } from '../../../server/accounts/findSecretFault.ts';

describe('A secret that signs tokens', () => {
  it('may be any 32 bytes of chance, however they are spelled', () => {
    for (let i = 0; i < 200; i++) {
      for (const spelling of ['hex', 'base64', 'base64url'] as const) {
        const secret = randomBytes(32).toString(spelling);
        assert.equal(findSecretFault(secret), undefined, secret);
      }
    }
  });

  it('is refused when it is short, of few letters, a pattern, or what stands in examples', () => {
    const weak = [
      'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8F',
      'a'.repeat(64),
      '01'.repeat(32),
      'Zb5Xc9Lm2Rt6Yp0'.repeat(3),
      'your-256-bit-secret-goes-in-here!',
      'change-me-please-this-is-not-safe',
      'my super secret key for the tokens',
      'correct horse password battery 12',
    ];
    for (const secret of weak) assert.ok(findSecretFault(secret), secret);
  });

  it('that is refused is not repeated', () => {
    for (const secret of ['hunter2', 'hunter2hunter2hunter2hunter2hunter2hunter2'])
      assert.ok(!findSecretFault(secret)!.includes('hunter2'));
  });
});
