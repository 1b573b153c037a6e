import { join } from 'node:path';
import { z } from 'zod';
import { CHAT_RULES, type ChatRule } from '../shared/defs/chat.ts';
import { HOST_NAME, MIN_TOKEN_LENGTH, parseAdminTokens, type Admin } from './admin/Admin.ts';
import { findSecretFault } from './accounts/findSecretFault.ts';
import { findExposures } from './findExposures.ts';
import { findTlsFaults } from './findTlsFaults.ts';
import { parseRedisUrl } from './infra/parseRedisUrl.ts';
import { parseDatabaseUrl } from './persistence/parseDatabaseUrl.ts';

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'is not a whole number', abort: true })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, { error: `is less than ${min}` })
        .max(max, { error: `is more than ${max}` }),
    );

const yesOrNo = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], { error: 'is neither true nor false' })
  .transform((word) => word === 'true' || word === '1' || word === 'yes');

/** `https://host[:port]`, as browsers send it in the Origin header. */
const origins = z.string().transform((text, context) =>
  text.split(',').map((part) => {
    const url = URL.parse(part.trim());
    // A path, or whatever else there may be, is no part of an origin: it would promise less than is allowed.
    if (url === null || url.origin === 'null' || url.href !== `${url.origin}/`)
      context.addIssue({ code: 'custom', message: `holds "${part.trim()}", which is not an origin` });
    return url?.origin ?? '';
  }),
);

const HIGHEST_PORT = 65_535;

/** An address of this form, with no port that there is not. */
const address = (form: RegExp, description: string) =>
  z
    .string()
    .regex(form, { error: `is not ${description}`, abort: true })
    .refine((text) => Number(/:(\d+)/.exec(text)?.[1] ?? 1) <= HIGHEST_PORT, {
      error: `has a port above ${HIGHEST_PORT}`,
    });

/** A text that can be parsed; the error says what is wrong with it. */
const readableBy = (parse: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

const signingSecret = z.string().superRefine((text, context) => {
  const fault = findSecretFault(text);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = z.object({
  PORT: wholeNumber(0, HIGHEST_PORT).default(2567),
  HOST: address(/^([\w.-]+|[\da-f:.]+(%\w+)?)$/i, 'a host name or an address').optional(),
  PUBLIC_ADDRESS: address(/^[^\s/:]+(:\d+)?(\/\S*)?$/, 'host[:port][/path]').optional(),
  PEER_ADDRESS: address(/^[^\s/]+:\d+$/, 'host:port').optional(),
  REDIS_URL: readableBy(parseRedisUrl).optional(),
  DATABASE_URL: readableBy(parseDatabaseUrl).optional(),
  DATA_DIR: z.string().default('./data'),
  REPLAY_DIR: z.string().optional(),
  JWT_SECRET: signingSecret.optional(),
  JWT_SECRET_PREVIOUS: signingSecret.optional(),
  ALLOWED_ORIGINS: origins.default([]),
  ADMIN_PORT: wholeNumber(0, HIGHEST_PORT).default(9567),
  ADMIN_TOKEN: z
    .string()
    .min(MIN_TOKEN_LENGTH, { error: `is shorter than ${MIN_TOKEN_LENGTH} characters` })
    .optional(),
  ADMIN_TOKENS: readableBy(parseAdminTokens).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: yesOrNo.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `is none of ${LOG_LEVELS.join(', ')}` }).default('info'),
  MAX_ROOMS: wholeNumber(1, 1000).default(50),
  MAX_LOAD: wholeNumber(10, 100).default(85),
  MAX_CONNECTIONS: wholeNumber(1, 100_000).default(4000),
  MAX_CONNECTIONS_PER_ADDRESS: wholeNumber(1, 100_000).default(128),
  BOTS: wholeNumber(0, 64).default(8),
  CHAT: z.enum(CHAT_RULES, { error: `is none of ${CHAT_RULES.join(', ')}` }).default('quick'),
  WORD_LIST: z.string().optional(),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'is none of production, development, test' })
    .default('production'),
});

/** Each process would sign with a secret of its own, and not know the tokens of the others. */
const SECRET_IS_MISSING =
  'JWT_SECRET is needed with REDIS_URL, and the same for all processes: make one by openssl rand -base64 48';

/** All that a host can set, checked. Paths are as given, relative to the working directory. */
export interface Config {
  readonly port: number;
  /** Absent: every address of the machine. */
  readonly host?: string | undefined;
  /** `host[:port][/path]` at which players reach this very process. */
  readonly publicAddress?: string | undefined;
  /** `host:port` at which the other processes reach this one; absent: its machine's name and port. */
  readonly peerAddress?: string | undefined;
  /** An address that `parseRedisUrl` reads. Absent: one process, everything in memory. */
  readonly redisUrl?: string | undefined;
  /** An address that `parseDatabaseUrl` reads. Absent: a file in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** Absent: `replays` in `dataDir`. */
  readonly replayDir?: string | undefined;
  /** Signs the tokens of players. Absent: one that is kept in `dataDir`, which is enough for one process. */
  readonly jwtSecret?: string | undefined;
  /** The one before: tokens that it signed count until they end. */
  readonly jwtSecretPrevious?: string | undefined;
  /** Origins, besides the server's own, whose pages may connect. */
  readonly allowedOrigins: readonly string[];
  readonly adminPort: number;
  /** Who may use the admin port: it asks for a token of theirs. Empty: whoever is on this machine. */
  readonly admins: readonly Admin[];
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly trustProxy: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly maxRooms: number;
  /** The share of its time, 0 to 1, for which the process may be busy and still begin new matches; 1: all of it. */
  readonly maxLoad: number;
  /** TCP connections to the public port, all together. */
  readonly maxConnections: number;
  /** Of them, from one address but the loopback. */
  readonly maxConnectionsPerAddress: number;
  /** Players, people and bots together, up to which bots fill a match. */
  readonly bots: number;
  readonly chat: ChatRule;
  /** The file with the words that are filtered; it need not be there. */
  readonly wordList: string;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the configuration from environment variables (docs/hosting.md).
 * An empty variable counts as absent. Gives every problem at once, each naming its variable.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ParsedConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, given));
  problems.push(...findTlsFaults(given));
  if (isSecretMissing(given)) problems.push(SECRET_IS_MISSING);
  const { problems: open, warnings } = findExposures(given);
  const isDatabaseOwn = given.REDIS_URL !== undefined && given.DATABASE_URL === undefined;
  problems.push(...open);
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const { data } = parsed;
  const tls =
    data.TLS_CERT !== undefined && data.TLS_KEY !== undefined
      ? { certFile: data.TLS_CERT, keyFile: data.TLS_KEY }
      : undefined;
  return {
    ok: true,
    warnings: isDatabaseOwn ? [...warnings, DATABASE_IS_OWN] : warnings,
    config: {
      port: data.PORT,
      host: data.HOST,
      publicAddress: data.PUBLIC_ADDRESS,
      peerAddress: data.PEER_ADDRESS,
      redisUrl: data.REDIS_URL,
      databaseUrl: data.DATABASE_URL,
      dataDir: data.DATA_DIR,
      replayDir: data.REPLAY_DIR,
      jwtSecret: data.JWT_SECRET,
      jwtSecretPrevious: data.JWT_SECRET_PREVIOUS,
      allowedOrigins: data.ALLOWED_ORIGINS,
      adminPort: data.ADMIN_PORT,
      admins: listAdmins(data),
      tls,
      trustProxy: data.TRUST_PROXY,
      logLevel: data.LOG_LEVEL,
      maxRooms: data.MAX_ROOMS,
      maxLoad: data.MAX_LOAD / 100,
      maxConnections: data.MAX_CONNECTIONS,
      maxConnectionsPerAddress: data.MAX_CONNECTIONS_PER_ADDRESS,
      bots: data.BOTS,
      chat: data.CHAT,
      wordList: data.WORD_LIST ?? join(data.DATA_DIR, 'words.txt'),
    },
  };
}

function listAdmins({ ADMIN_TOKEN, ADMIN_TOKENS }: z.infer<typeof environment>): readonly Admin[] {
  const host = ADMIN_TOKEN === undefined ? [] : [{ name: HOST_NAME, token: ADMIN_TOKEN }];
  return [...host, ...(ADMIN_TOKENS === undefined ? [] : parseAdminTokens(ADMIN_TOKENS))];
}

const DATABASE_IS_OWN =
  'REDIS_URL without DATABASE_URL: this process keeps people and what they played in a file of its own. ' +
  'Processes that are one service need one database, or an account is known to one of them alone';

/** Outside production nobody minds that tokens count in the process alone that made them. */
function isSecretMissing({ REDIS_URL, JWT_SECRET, NODE_ENV }: Readonly<Record<string, string | undefined>>): boolean {
  return REDIS_URL !== undefined && JWT_SECRET === undefined && (NODE_ENV ?? 'production') === 'production';
}

const SECRETS = [
  'ADMIN_TOKEN',
  'ADMIN_TOKENS',
  'REDIS_URL',
  'DATABASE_URL',
  'TLS_CERT',
  'TLS_KEY',
  'JWT_SECRET',
  'JWT_SECRET_PREVIOUS',
];

/** `PORT=abc is not a whole number`; secrets are not repeated. */
function describe(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  return SECRETS.includes(name) ? `${name} ${issue.message}` : `${name}=${given[name] ?? ''} ${issue.message}`;
}
