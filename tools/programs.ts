import {
  findProgram,
  installAsRoot,
  unpackWithoutRoot,
  type DebianProgram,
  type FoundProgram,
} from './debianProgram.ts';

const REDIS: DebianProgram = {
  variable: 'REDIS_SERVER_BIN',
  names: ['redis-server', 'valkey-server'],
  // The first holds only a link to the server, which is a file of the second.
  packageNames: ['redis-server', 'redis-tools'],
  pathInPackage: 'usr/bin/redis-server',
};

const NGINX: DebianProgram = {
  variable: 'NGINX_BIN',
  names: ['nginx'],
  packageNames: ['nginx'],
  pathInPackage: 'usr/sbin/nginx',
};

const POSTGRES: DebianProgram = {
  variable: 'POSTGRES_BIN',
  names: ['postgres'],
  packageNames: ['postgresql'],
  pathInPackage: 'usr/lib/postgresql/*/bin/postgres',
};

/** Where root unpacks what it will not run as root: other users can reach it, and only root can write to it. */
const CACHE_OF_ROOT = '/var/cache/fracas';

/** A Redis server to start: found, else installed, else unpacked; an error that names the ways out when none works. */
export async function findRedis(): Promise<FoundProgram> {
  const redis = findProgram(REDIS) ?? (await installAsRoot(REDIS)) ?? (await unpackWithoutRoot(REDIS));
  if (redis !== undefined) return redis;
  throw new Error(
    'There is no Redis server. Install it (Debian: apt-get install redis-server), or set REDIS_SERVER_BIN ' +
      'to a redis-server or valkey-server.',
  );
}

/**
 * An nginx to start: found, else unpacked, else installed; an error that names the ways out when none works.
 * Unpacked rather than installed even for root: installed, it would serve a page of its own on port 80 from then on.
 */
export async function findNginx(): Promise<FoundProgram> {
  const nginx = findProgram(NGINX) ?? (await unpackWithoutRoot(NGINX)) ?? (await installAsRoot(NGINX));
  if (nginx !== undefined) return nginx;
  throw new Error('There is no nginx. Install it (Debian: apt-get install nginx), or set NGINX_BIN to one.');
}

/**
 * A Postgres server to start, with `initdb` beside it: found, else unpacked, else installed; an error that names the ways
 * out when none works. Unpacked rather than installed even for root: installed, it would start a server of its own.
 */
export async function findPostgres(): Promise<FoundProgram> {
  const cache = process.getuid?.() === 0 ? CACHE_OF_ROOT : undefined;
  const postgres =
    findProgram(POSTGRES) ?? (await unpackWithoutRoot(POSTGRES, cache)) ?? (await installAsRoot(POSTGRES));
  if (postgres !== undefined) return postgres;
  throw new Error(
    'There is no Postgres server. Install it (Debian: apt-get install postgresql), or set POSTGRES_BIN to its postgres.',
  );
}
