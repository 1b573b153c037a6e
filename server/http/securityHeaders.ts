import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import { ownHostOf } from './origin.ts';

const HSTS = { maxAge: 180 * 24 * 60 * 60, includeSubDomains: false };

type HeaderConfig = Pick<Config, 'trustProxy' | 'publicAddress'>;

/**
 * Adds the headers that bind browsers, to every answer: what our pages may load and connect to, who may show them in a frame, and over TLS
 * that the site is never asked for without it again.
 */
export function createSecurityHeaders(
  config: HeaderConfig,
): (request: IncomingMessage, response: ServerResponse) => void {
  const plain = createHelmet(config, false);
  // Games in the local network are played over plain HTTP, and a developer's localhost has many servers, not all with TLS.
  const pinned = createHelmet(config, true);
  return (request, response) => {
    const pins = isSecure(request, config) && !isLocalName(request.headers.host);
    (pins ? pinned : plain)(request, response, () => undefined);
  };
}

function createHelmet(config: HeaderConfig, pins: boolean) {
  return helmet({
    strictTransportSecurity: pins && HSTS,
    xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        fontSrc: ["'self'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", (request) => socketsOf(request, config)],
        workerSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
  });
}

/** The sockets of this very host, which older browsers do not count as its own, and those of the address players are sent to. */
function socketsOf(request: IncomingMessage, config: HeaderConfig): string {
  const schemes = isSecure(request, config) ? ['wss'] : ['ws', 'wss'];
  const hosts = new Set([ownHostOf(request.headers, config), config.publicAddress?.split('/')[0]]);
  return [...hosts]
    .flatMap((host) => (host === undefined ? [] : schemes.map((scheme) => `${scheme}://${host}`)))
    .join(' ');
}

function isSecure({ socket, headers }: IncomingMessage, { trustProxy }: HeaderConfig): boolean {
  return (socket as TLSSocket).encrypted === true || (trustProxy && headers['x-forwarded-proto'] === 'https');
}

function isLocalName(host = ''): boolean {
  return host.replace(/:\d+$/, '') === 'localhost';
}
