import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Below the ports that Linux gives to outgoing connections: nothing takes one of these by chance in the meantime. */
const LOWEST_PORT = 12_000;
const HIGHEST_PORT = 32_000;

/** Ports that one process chooses from: others that look at the same time, with ids close to its own, choose from other ones. */
const OWN_PORTS = 64;
const SLICES = Math.floor((HIGHEST_PORT - LOWEST_PORT) / OWN_PORTS);

/** Somewhere among its own to begin with: a process that has ended may have had the same ones. */
let next = randomInt(OWN_PORTS);

/**
 * A port of the loopback that nothing listens on now, to be listened on a moment later. They are given in turn, so that one
 * is given again only after all the others.
 * @throws an Error when something listens on every port of this process
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < OWN_PORTS; tried++) {
    const port = LOWEST_PORT + (process.pid % SLICES) * OWN_PORTS + next;
    next = (next + 1) % OWN_PORTS;
    if (await isPortFree(port)) return port;
  }
  throw new Error(`All ${OWN_PORTS} ports that this process chooses from are in use.`);
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
