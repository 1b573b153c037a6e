import type { RedisOptions } from 'ioredis';
import { parseRedisUrl } from './infra/parseRedisUrl.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/** What a host has left open. */
export interface Exposures {
  /** No start before these are mended. */
  readonly problems: readonly string[];
  /** Fine in a room full of friends, and to be known. */
  readonly warnings: readonly string[];
}

const OPEN_REDIS =
  'REDIS_URL leads over the network to a Redis without a password: whoever reaches it can run the rooms of this server. ' +
  'Give it one (redis://user:password@host), or the path of a Unix socket';

const OPEN_PUBLIC_ADDRESS =
  'PUBLIC_ADDRESS brings players here from the network, and nothing says that they come over TLS: set TLS_CERT and TLS_KEY, or ' +
  'TRUST_PROXY=true behind a proxy that has TLS, or TRUST_PROXY=false to let everything travel in the open';

const OPEN_PORT =
  'players, their passwords and tokens travel in the open: for a network you trust. ' +
  'Elsewhere set TLS_CERT and TLS_KEY, or put a proxy with TLS before the server and set TRUST_PROXY=true';

/** Looks through the settings, as they are given, for doors to the network that a host would not leave open knowingly. */
export function findExposures(given: Settings): Exposures {
  const { PUBLIC_ADDRESS, HOST, NODE_ENV = 'production' } = given;
  const problems = isRedisOpen(given.REDIS_URL) ? [OPEN_REDIS] : [];
  const isDecided = given.TLS_CERT !== undefined || given.TRUST_PROXY !== undefined;
  if (isDecided || NODE_ENV !== 'production') return { problems, warnings: [] };
  if (PUBLIC_ADDRESS !== undefined && !isLoopback(PUBLIC_ADDRESS.replace(/[:/].*$/, '')))
    problems.push(OPEN_PUBLIC_ADDRESS);
  return { problems, warnings: HOST !== undefined && isLoopback(HOST) ? [] : [OPEN_PORT] };
}

function isRedisOpen(url: string | undefined): boolean {
  const options = url === undefined ? undefined : readRedisUrl(url);
  if (options === undefined || options.password) return false;
  const { host, sentinels } = options;
  const hosts = [host, ...(sentinels ?? []).map((sentinel) => sentinel.host)];
  return hosts.some((name) => name !== undefined && !isLoopback(name));
}

/** Undefined for one that is wrong in itself, which is said elsewhere. */
function readRedisUrl(url: string): RedisOptions | undefined {
  try {
    return parseRedisUrl(url);
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
