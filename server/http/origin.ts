import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config.ts';

/** The parts of a request that tell where it comes from and what it was sent to. */
export interface RequestSource {
  readonly origin: string | null | undefined;
  readonly host: string | null | undefined;
  /** `X-Forwarded-Host`, believed only behind a trusted proxy. */
  readonly forwardedHost: string | null | undefined;
}

const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/**
 * Whether a page of this origin may talk to the server: its own pages and those of `ALLOWED_ORIGINS`.
 * Requests without an origin come from programs, not from pages in somebody's browser, and are allowed.
 */
export function isOriginAllowed(source: RequestSource, config: Pick<Config, 'allowedOrigins' | 'trustProxy'>): boolean {
  const { origin, host, forwardedHost } = source;
  if (origin === null || origin === undefined) return true;
  if (config.allowedOrigins.includes(origin)) return true;
  const ownHost = config.trustProxy ? (forwardedHost ?? host) : host;
  return URL.canParse(origin) && new URL(origin).host === ownHost;
}

/** The source of a request from its headers, whatever form they come in. */
export function sourceOf(header: (name: string) => string | null | undefined): RequestSource {
  return { origin: header('origin'), host: header('host'), forwardedHost: header('x-forwarded-host') };
}

/** The host, with its port, under which whoever sent a request knows this server; undefined when it is no host. */
export function ownHostOf(
  headers: IncomingHttpHeaders,
  { trustProxy }: Pick<Config, 'trustProxy'>,
): string | undefined {
  const forwarded = trustProxy ? headers['x-forwarded-host'] : undefined;
  const host = String(forwarded ?? headers.host ?? '');
  return HOST.test(host) ? host : undefined;
}
