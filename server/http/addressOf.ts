import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressKey } from './limits.ts';

/**
 * The address a request comes from. Behind a trusted proxy that is the last one in `X-Forwarded-For`: the proxy itself wrote it, while
 * whatever stands before it may be the client's invention.
 */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustProxy: boolean): string {
  const { remoteAddress = '' } = request.socket;
  const forwarded = trustProxy ? String(request.headers['x-forwarded-for'] ?? '') : '';
  const last = forwarded.slice(forwarded.lastIndexOf(',') + 1).trim();
  return isIP(last) > 0 ? last : remoteAddress;
}

/**
 * What limits of connections and joins count an address under. Undefined for the loopback, which they are not for: what runs on this
 * machine, bots and proxies among it, has other ways to do harm, and one address for all of it.
 */
export function limitKeyOf(address: string): string | undefined {
  const key = addressKey(address);
  return key.startsWith('127.') || address === '::1' ? undefined : key;
}
