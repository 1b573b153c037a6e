import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port of the loopback that nothing listens on now. */
export async function freePort(): Promise<number> {
  return (await listenOn(0, '127.0.0.1'))!;
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
