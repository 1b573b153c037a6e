import { ArenaClient } from '../../test/support/arenaClient.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { describeTimes } from '../survival/describeTimes.ts';
import { openRooms } from '../survival/openRooms.ts';
import type { Row, Run } from '../survival/Sizes.ts';
import { within } from '../survival/waiting.ts';
import { withCluster } from '../survival/withCluster.ts';
import { AuthApi, type SignedIn } from './AuthApi.ts';

const TIMES = 40;
const LIMIT_MS = 10_000;

/** What ends the sign-in of somebody, as it is asked of a process. */
type Ending = (at: GameProcess, person: SignedIn) => Promise<Response>;

const ENDINGS: Readonly<Record<string, Ending>> = {
  'signs out': ({ url }, { refreshToken }) => post(`${url}/api/auth/logout`, { refreshToken }),
  'is banned': ({ adminUrl }, { player }) => post(`${adminUrl}/admin/ban`, { player: player.id, reason: 'bench' }),
};

/** Measures how long somebody still plays on one process who signs out at another, or is banned there: from the request until their connection closes. */
export function benchEvictions(run: Run): Promise<Row[]> {
  return withCluster(run, { BOTS: '2', MAX_ROOMS: '20' }, async ({ cluster }) => {
    const [asked, playing] = cluster.processes as [GameProcess, GameProcess];
    const api = new AuthApi(asked.url, run.signal);
    const [invitation] = await openRooms(playing.url, 1);
    const rows: Row[] = [];
    for (const [what, end] of Object.entries(ENDINGS)) {
      run.tell(`people evictions: ${what}`);
      const timesMs: number[] = [];
      while (timesMs.length < (run.times ?? TIMES)) {
        const person = await api.call('guest', {});
        const client = await ArenaClient.join(playing.url, invitation, person.accessToken);
        const askedAtMs = performance.now();
        const closed = client.closed.then(() => performance.now() - askedAtMs);
        const answer = await end(asked, person);
        if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
        timesMs.push(await within(closed, LIMIT_MS, run.signal));
      }
      rows.push({ what, times: timesMs.length, ...describeTimes('gone', timesMs) });
    }
    return rows;
  });
}

function post(address: string, body: object): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
