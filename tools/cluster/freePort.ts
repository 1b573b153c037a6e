import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Below the ports that Linux gives to outgoing connections: nothing takes one of these by chance in the meantime. */
const LOWEST_PORT = 12_000;
const HIGHEST_PORT = 32_000;

/** Ports that one process chooses from: others that look at the same time, with ids close to its own, choose from other ones. */
const OWN_PORTS = 64;
const SLICES = Math.floor((HIGHEST_PORT - LOWEST_PORT) / OWN_PORTS);

const given = new Set<number>();

/** A port of the loopback that nothing listens on now, to be listened on a moment later; each is given once as long as there are others. */
export async function freePort(): Promise<number> {
  if (given.size === OWN_PORTS) given.clear();
  const port = LOWEST_PORT + (process.pid % SLICES) * OWN_PORTS + randomInt(OWN_PORTS);
  if (given.has(port)) return freePort();
  given.add(port);
  return (await isPortFree(port)) ? port : freePort();
}

/** Whether a server could listen on this port of the loopback. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOn(port, '127.0.0.1')) !== undefined;
}

/** Whether this machine has a loopback of IPv6, which browsers try first for `localhost`. */
export async function hasLoopback6(): Promise<boolean> {
  return (await listenOn(0, '::1')) !== undefined;
}

/** The port that a server had for a moment, or undefined when it could not have it. */
async function listenOn(port: number, host: string): Promise<number | undefined> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const address = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return address.port;
}
