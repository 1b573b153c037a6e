import type { IncomingHttpHeaders } from 'node:http';

/** Words about where a request came from that no proxy of ours writes, and a client can. */
const NEVER_TRUSTED = ['x-real-ip', 'x-client-ip', 'forwarded'];

const TRUSTED_OF_A_PROXY = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

const PROTOCOL = /^https?$/;

/** Takes from a request what nobody we trust has written, so that no code behind can fall for it. */
export function dropForgedHeaders(headers: IncomingHttpHeaders, trustProxy: boolean): void {
  for (const name of NEVER_TRUSTED) delete headers[name];
  if (!trustProxy) for (const name of TRUSTED_OF_A_PROXY) delete headers[name];
  if (!PROTOCOL.test(String(headers['x-forwarded-proto'] ?? ''))) delete headers['x-forwarded-proto'];
}
