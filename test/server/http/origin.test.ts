import assert from 'node:assert/strict';
import { isOriginAllowed, type RequestSource } from '../../../server/http/origin.ts';

const CONFIG = { allowedOrigins: ['https://friends.example'], trustProxy: false };

function source(origin: string | undefined, host: string, forwardedHost?: string): RequestSource {
  return { origin, host, forwardedHost };
}

describe('Pages that may connect', () => {
  it("are the server's own, on whatever name and port it is reached", () => {
    assert.ok(isOriginAllowed(source('http://192.168.1.5:2567', '192.168.1.5:2567'), CONFIG));
    assert.ok(!isOriginAllowed(source('http://192.168.1.5:8080', '192.168.1.5:2567'), CONFIG));
  });

  it('are those the host named, to the letter', () => {
    assert.ok(isOriginAllowed(source('https://friends.example', 'play.example'), CONFIG));
    assert.ok(!isOriginAllowed(source('https://friends.example.evil.example', 'play.example'), CONFIG));
    assert.ok(!isOriginAllowed(source('null', 'play.example'), CONFIG));
  });

  it('may also be no page at all: bots and scripts send no origin', () => {
    assert.ok(isOriginAllowed(source(undefined, 'play.example'), CONFIG));
  });

  it('count by the forwarded name only behind a proxy the host trusts', () => {
    const forwarded = source('https://play.example', '10.0.0.7:2567', 'play.example');
    assert.ok(!isOriginAllowed(forwarded, CONFIG));
    assert.ok(isOriginAllowed(forwarded, { ...CONFIG, trustProxy: true }));
  });
});
