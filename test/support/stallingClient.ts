import { Client } from '@colyseus/sdk';
import { keepConsole } from './keptConsole.ts';

/** What `stalledClient.test.ts` tells this program when it starts. */
export interface StallPlan {
  readonly url: string;
  readonly room: string;
  readonly stallMs: number;
}

/** What it says, in this order. */
export interface StallMessages {
  /** It has the state and is about to stand still. */
  readonly stalls: true;
  readonly wakes: true;
  /** The tick after which nothing more is sent, what it knows then, and what the SDK complained of on the way. */
  readonly knows: { readonly tick: number; readonly state: unknown; readonly complaints: readonly string[] };
}

interface State {
  readonly tick: number;
  readonly lastTick: number;
  toJSON(): unknown;
}

const plan = JSON.parse(process.argv[2]!) as StallPlan;
const console = keepConsole();
process.on('warning', ({ message }) => console.lines.push(message));

const room = await new Client(plan.url).joinOrCreate<State>(plan.room);
room.reconnection.enabled = false;
room.onError((code, message) => console.lines.push(`error ${code}: ${message}`));
room.onLeave((code) => console.lines.push(`left with ${code}`));
const patches = { count: 0 };
room.onStateChange((state) => {
  patches.count += 1;
  if (patches.count === 5) stall();
  if (state.lastTick > 0 && state.tick === state.lastTick)
    say({ knows: { tick: state.tick, state: state.toJSON(), complaints: console.lines } });
});

/** Nothing of this process runs: no timer, no socket. */
function stall(): void {
  say({ stalls: true });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, plan.stallMs);
  say({ wakes: true });
}

function say(message: Partial<StallMessages>): void {
  process.send!(message);
}
