import type { JoinOptions } from '../../shared/net/messages.ts';

const OPEN_LIMIT_MS = 10_000;

/** The way into a private match. */
export interface Invitation extends JoinOptions {
  readonly invite: string;
}

/**
 * Opens private matches on the very process at `url`, which believes what a proxy says of addresses: an address may
 * open only a few, so each match comes from another.
 * @throws an Error with the server's words when it refuses
 */
export async function openRooms(url: string, count: number): Promise<Invitation[]> {
  const invitations: Invitation[] = [];
  for (let index = 0; index < count; index++) {
    const address = `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: '{}',
      signal: AbortSignal.timeout(OPEN_LIMIT_MS),
    });
    if (answer.status !== 201) throw new Error(`match ${index + 1} was not opened: ${await answer.text()}`);
    const { invite } = (await answer.json()) as { invite: string };
    invitations.push({ invite });
  }
  return invitations;
}
