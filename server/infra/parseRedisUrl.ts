import type { RedisOptions } from 'ioredis';

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26379;

/** scheme, user and password, hosts, path, query */
const ADDRESS = /^(rediss?|redis\+sentinel|unix):\/\/(?:([^/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/i;

interface Address {
  readonly hosts: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly login: Pick<RedisOptions, 'username' | 'password'>;
}

/**
 * Reads an address of Redis: `redis://[user:password@]host[:port][/db]`, `rediss://…` for TLS, `unix:///path` or a
 * plain absolute path of a socket, `redis+sentinel://[user:password@]host[:port],…/<master>[/db]`. After `?` come
 * `db`, `username`, `password`, `family` (4 or 6) and, for the sentinels themselves, `sentinelPassword`.
 * @throws an Error whose message goes on after the variable's name; it repeats no part of the address
 */
export function parseRedisUrl(url: string): RedisOptions {
  const [, scheme, login = '', hosts = '', path = '', query = ''] =
    ADDRESS.exec(url.startsWith('/') ? `unix://${url}` : url) ?? [];
  switch (scheme?.toLowerCase()) {
    case 'redis':
      return parseHost(readAddress({ login, hosts, path, query }));
    case 'rediss':
      return { ...parseHost(readAddress({ login, hosts, path, query })), tls: {} };
    case 'unix':
      return parseSocket(readAddress({ login, hosts, path, query }));
    case 'redis+sentinel':
      return parseSentinels(readAddress({ login, hosts, path, query }));
    default:
      throw new Error('is not an address of the form redis://, rediss://, redis+sentinel://, unix:// or /path');
  }
}

function readAddress(parts: { login: string; hosts: string; path: string; query: string }): Address {
  const query = Object.fromEntries(new URLSearchParams(parts.query));
  const colon = parts.login.indexOf(':');
  const user = colon < 0 ? parts.login : parts.login.slice(0, colon);
  const username = decode(user) || query.username;
  const password = (colon < 0 ? '' : decode(parts.login.slice(colon + 1))) || query.password;
  return {
    hosts: parts.hosts,
    path: decode(parts.path),
    query,
    login: { ...(username ? { username } : {}), ...(password ? { password } : {}) },
  };
}

function parseHost({ hosts, path, query, login }: Address): RedisOptions {
  expectKnown(query);
  return { ...parseEndpoint(hosts, REDIS_PORT), ...login, ...parseDb(path.slice(1), query), ...parseFamily(query) };
}

function parseSocket({ hosts, path, query, login }: Address): RedisOptions {
  expectKnown(query);
  if (hosts !== '' || path.length < 2) throw new Error('names no socket: unix:///absolute/path');
  return { path, ...login, ...parseDb('', query) };
}

function parseSentinels({ hosts, path, query, login }: Address): RedisOptions {
  expectKnown(query, 'sentinelPassword');
  const [name, db = '', ...rest] = path.slice(1).split('/');
  if (!name || rest.length > 0) throw new Error('names no master: redis+sentinel://host:port,host:port/<master>[/db]');
  const { sentinelPassword } = query;
  return {
    sentinels: hosts.split(',').map((host) => parseEndpoint(host, SENTINEL_PORT)),
    name,
    ...login,
    ...(sentinelPassword ? { sentinelPassword } : {}),
    ...parseDb(db, query),
    ...parseFamily(query),
  };
}

function parseEndpoint(text: string, defaultPort: number): { host: string; port: number } {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const number = Number(port ?? defaultPort);
  if (host === undefined || number < 1 || number > 65_535) throw new Error('names a host or port that cannot be');
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}

function parseDb(fromPath: string, query: Address['query']): Pick<RedisOptions, 'db'> {
  const text = fromPath || (query.db ?? '');
  if (text === '') return {};
  if (!/^\d{1,5}$/.test(text)) throw new Error('names a database that is not a number');
  return { db: Number(text) };
}

function parseFamily({ family }: Address['query']): Pick<RedisOptions, 'family'> {
  if (family === undefined) return {};
  if (family !== '4' && family !== '6') throw new Error('has a family that is neither 4 nor 6');
  return { family: Number(family) };
}

function expectKnown(query: Address['query'], ...more: readonly string[]): void {
  const known = ['db', 'username', 'password', 'family', ...more];
  if (Object.keys(query).some((name) => !known.includes(name))) {
    throw new Error(`has a setting after "?" that is none of ${known.join(', ')}`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('holds a % that begins no %XX');
  }
}
