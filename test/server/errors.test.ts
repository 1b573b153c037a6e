import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CLOSE_ERRORS, HTTP_ERRORS, formatErrorPage } from '../../server/errors.ts';
import { CLOSE } from '../../shared/net/protocol.ts';

const MOST_REASON_BYTES = 123;

describe('The error table', () => {
  it('is what docs/errors.md shows: when this fails, write formatErrorPage() to that file', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    assert.equal(normalise(page), normalise(formatErrorPage()));
  });

  it('has a row for every close code of the protocol, within 4400–4499 but for the one that Colyseus shares', () => {
    assert.deepEqual(new Set(Object.keys(CLOSE_ERRORS).map(Number)), new Set<number>(Object.values(CLOSE)));
    const { [CLOSE.matchMoved]: _shared, ...own } = CLOSE_ERRORS;
    for (const { code } of Object.values(own)) assert.ok(code >= 4400 && code <= 4499, `${code}`);
  });

  it('gives reasons short enough to travel in a close frame', () => {
    for (const { name, message } of Object.values(CLOSE_ERRORS)) {
      assert.ok(Buffer.byteLength(message) <= MOST_REASON_BYTES, name);
    }
  });

  it('has names that tell rows apart', () => {
    const names = [...Object.values(CLOSE_ERRORS), ...Object.values(HTTP_ERRORS)].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});

/** Without the padding of table cells. */
function normalise(page: string): string {
  return page.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
}
