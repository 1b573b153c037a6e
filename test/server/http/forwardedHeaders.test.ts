import assert from 'node:assert/strict';
import { dropForgedHeaders } from '../../../server/http/forwardedHeaders.ts';

const FORGED = {
  host: 'play.example',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-real-ip': '203.0.113.7',
  'x-client-ip': '203.0.113.7',
  forwarded: 'for=203.0.113.7',
};

describe('What a request says of where it came from (S8)', () => {
  it('is forgotten where no proxy is trusted', () => {
    const headers = { ...FORGED };
    dropForgedHeaders(headers, false);
    assert.deepEqual(headers, { host: 'play.example' });
  });

  it('is what the trusted proxy writes, and nothing else', () => {
    const headers = { ...FORGED };
    dropForgedHeaders(headers, true);
    assert.deepEqual(Object.keys(headers), ['host', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);
  });

  it('names no protocol but those of the web', () => {
    const headers: Record<string, string> = { 'x-forwarded-proto': "https; script-src 'unsafe-inline'" };
    dropForgedHeaders(headers, true);
    assert.deepEqual(headers, {});
  });
});
