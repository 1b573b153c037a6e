import { setTimeout as wait } from 'node:timers/promises';
import { LoadClient } from './LoadClient.ts';
import type { LoadPlan } from './RunSetup.ts';
import { TICK_RATE } from './workload/rules.ts';

const JOINS_AT_ONCE = 16;
/** In open loop clients send in so many groups within a tick: people do not all press their keys in the same instant. */
const PHASES = 4;
const PHASE_MS = 1000 / TICK_RATE / PHASES;

await load(JSON.parse(process.argv[2]!) as LoadPlan);

/** The clients of a run, in a process of their own, so that only the server's work is measured. Decodes nothing. */
async function load(plan: LoadPlan): Promise<void> {
  process.on('disconnect', () => process.exit());
  const counted = { patches: 0, bytes: 0 };
  const lastPatch = plan.warmUpTicks + plan.ticks;
  const onPatch = (client: LoadClient, bytes: number): void => {
    if (client.patches > plan.warmUpTicks && client.patches <= lastPatch) {
      counted.patches += 1;
      counted.bytes += bytes;
    }
    if (plan.pacing === 'lock-step') client.sendInput();
  };
  const clients: LoadClient[] = [];
  const waiting = plan.seats.values();
  const door = async (): Promise<void> => {
    for (const seat of waiting) clients.push(await LoadClient.join({ ...plan, ...seat, onPatch }));
  };
  await Promise.all(Array.from({ length: JOINS_AT_ONCE }, door));
  process.on('message', (request) => {
    if (request === 'count') process.send?.({ counted });
    else if (plan.pacing === 'open-loop') void sendByTheClock(clients);
  });
  process.send?.({ joined: true });
}

/** Every client sends 30 inputs a second, a fourth of them at a time. */
async function sendByTheClock(clients: readonly LoadClient[]): Promise<never> {
  const startMs = performance.now();
  for (let phase = 0; ; phase++) {
    for (let i = phase % PHASES; i < clients.length; i += PHASES) clients[i]!.sendInput();
    await wait(Math.max(0, startMs + (phase + 1) * PHASE_MS - performance.now()));
  }
}
