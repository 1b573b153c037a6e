import { tuneHeap } from '../../server/infra/tuneHeap.ts';
import { CHECK_INTERVAL_TICKS, lookByForce } from './checked/Sighting.ts';
import { CONTENDERS } from './contenders/contenders.ts';
import { Gauge } from './Gauge.ts';
import { LockStep, OpenLoop } from './Pace.ts';
import type { FromServer } from './runMessages.ts';
import { CHECKED_SLOT, type RunSetup } from './RunSetup.ts';

tuneHeap();
await serve(JSON.parse(process.argv[2]!) as RunSetup);

/**
 * One contender's server, in a process of its own: what the process uses is what the contender costs. It begins
 * when it is told to, and tells what was used between the warm-up and the last tick.
 */
async function serve(setup: RunSetup): Promise<void> {
  process.on('disconnect', () => process.exit());
  const contender = CONTENDERS[setup.contender];
  const clients = setup.rooms * setup.playersPerRoom;
  let inputs = 0;
  const hearInput = (): void => {
    inputs += 1;
    pace.hearInput();
  };
  const open = await contender.load();
  const server = await open(setup, hearInput);
  const gauge = new Gauge();
  const viewer = contender.shows === 'all' ? 'all' : CHECKED_SLOT;
  let ticks = 0;
  let inputsBefore = 0;

  const tick = (): void => {
    if (ticks === setup.warmUpTicks) {
      inputsBefore = inputs;
      gauge.begin();
      pace.beginWindow();
    }
    if (ticks === setup.warmUpTicks + setup.ticks) return void finish();
    ticks += 1;
    server.step();
    const [sim] = server.sims;
    if (sim !== undefined && sim.tick % CHECK_INTERVAL_TICKS === 0) tell({ truth: lookByForce(sim, viewer) });
  };
  const finish = async (): Promise<void> => {
    pace.stop();
    const heard = inputs - inputsBefore;
    const { notes } = pace;
    tell({ done: { ...(await gauge.end()), ...notes, ticks: setup.ticks, inputs: heard } });
  };
  const pace = setup.pacing === 'lock-step' ? new LockStep(clients, tick) : new OpenLoop(tick);
  process.once('message', () => pace.start());
  tell({ ready: { port: server.port, roomIds: server.roomIds } });
}

function tell(message: Partial<FromServer>): void {
  process.send?.(message);
}
