import { Child } from './Child.ts';
import type { CheckedClient, CheckedSeat } from './checked/CheckedClient.ts';
import { joinColyseus } from './checked/joinColyseus.ts';
import { joinFloor, joinPlain } from './checked/joinRaw.ts';
import type { Verdict } from './checked/Sighting.ts';
import { CONTENDERS } from './contenders/contenders.ts';
import type { FromLoad, FromServer, Measured } from './runMessages.ts';
import { CHECKED_SLOT, type LoadPlan, type RunSetup } from './RunSetup.ts';

const SERVER = new URL('./serverProcess.ts', import.meta.url);
const LOAD = new URL('./loadProcess.ts', import.meta.url);

/** What one run measured, and whether what it sent was right. */
export interface RunResult extends Measured, Verdict {
  readonly setup: RunSetup;
  /** Of one client in one patch: the WebSocket message, with Colyseus' 9 bytes of header where there are such. */
  readonly bytesPerPatch: number;
}

/**
 * Runs one contender's server and its clients, each in a process of its own, and the checked client in this one.
 * @throws an Error when a process ends or stands still, or when nothing could be compared
 */
export async function measureRun(setup: RunSetup): Promise<RunResult> {
  const server = new Child<FromServer>(SERVER, `server of ${setup.contender}`, setup);
  let load: Child<FromLoad> | undefined;
  let checked: Checked | undefined;
  try {
    const { port, roomIds } = await server.take('ready');
    load = new Child<FromLoad>(LOAD, `load for ${setup.contender}`, planLoad(setup, port, roomIds));
    const { pacing, seed } = setup;
    checked = await joinChecked(setup, { port, roomId: roomIds[0]!, slot: CHECKED_SLOT, seed, pacing });
    await load.take('joined');
    checked.start();
    load.send('start');
    server.send('start');
    const measured = await server.take('done');
    const verdict = await checked.judge(server.takeAll('truth'));
    if (verdict.compared === 0) throw new Error(`nothing of what ${setup.contender} sent could be compared`);
    load.send('count');
    const { bytes, patches } = await load.take('counted');
    return { ...measured, ...verdict, setup, bytesPerPatch: bytes / patches };
  } finally {
    checked?.close();
    await Promise.all([server.end(), load?.end()]);
  }
}

type Checked = Pick<CheckedClient, 'start' | 'judge' | 'close'>;

async function joinChecked({ contender, floorBytes }: RunSetup, seat: CheckedSeat): Promise<Checked> {
  const { wire, shows, places } = CONTENDERS[contender];
  if (shows === 'nothing') return joinFloor(seat, floorBytes);
  return wire === 'raw' ? joinPlain(seat) : joinColyseus(seat, places!);
}

function planLoad(setup: RunSetup, port: number, roomIds: readonly string[]): LoadPlan {
  const { contender, pacing, seed, playersPerRoom, warmUpTicks, ticks } = setup;
  const seats = roomIds.flatMap((roomId, room) =>
    Array.from({ length: playersPerRoom }, (_, slot) => ({ roomId, slot, seed: seed + room })),
  );
  // The very first is the checked client's.
  return { wire: CONTENDERS[contender].wire, pacing, port, seats: seats.slice(1), warmUpTicks, ticks };
}
