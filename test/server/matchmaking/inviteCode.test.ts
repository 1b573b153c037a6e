import assert from 'node:assert/strict';
import { formatInviteCode, makeInviteCode, readInviteCode } from '../../../server/matchmaking/inviteCode.ts';

describe('An invite code', () => {
  it('is read however it is cased, grouped and confused', () => {
    assert.equal(readInviteCode('7k3qz-m4xwv'), '7K3QZM4XWV');
    assert.equal(readInviteCode(' 7K3 QZM 4XWV '), '7K3QZM4XWV');
    assert.equal(readInviteCode('oil00-OIL11'), '0110001111');
  });

  it('is found in nothing else', () => {
    for (const text of ['', 'ABCDE', '7K3QZM4XWVX', '7K3QZM4XW!', '../../etc/', 7, null, {}, ['7K3QZM4XWV']]) {
      assert.equal(readInviteCode(text), undefined, JSON.stringify(text));
    }
  });

  it('is read back from the form people are shown, and has at least 40 bits', () => {
    const codes = Array.from({ length: 200 }, makeInviteCode);
    for (const code of codes) assert.equal(readInviteCode(formatInviteCode(code)), code);
    const symbols = new Set(codes.join(''));
    assert.ok(codes[0]!.length * Math.log2(symbols.size) >= 40, `${symbols.size} symbols`);
    for (const confusing of 'ILOU') assert.ok(!symbols.has(confusing), confusing);
    assert.equal(new Set(codes).size, codes.length);
  });
});
