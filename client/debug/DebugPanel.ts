import { TICK_MS } from '../../shared/defs/rates.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import { isShown, make, setShown, setText } from '../hud/dom.ts';
import { formatRate } from '../hud/hudTexts.ts';
import type { ArenaClient } from '../net/ArenaClient.ts';
import type { ArenaHandle } from '../scenes/startArena.ts';
import { debugToggles, TOGGLE_NAMES, type DebugToggles } from './debugToggles.ts';

const REDRAW_MS = 200;

/** The F3 overlay: how the connection and the prediction are doing, and switches to look behind them. */
export class DebugPanel {
  readonly #root = make('div', { class: 'panel f3', testId: 'f3' });
  readonly #lines = make('pre');
  readonly #client: ArenaClient;
  #drawnAtMs = -Infinity;

  constructor(parent: HTMLElement, client: ArenaClient) {
    this.#client = client;
    this.#root.append(this.#lines, ...(Object.keys(TOGGLE_NAMES) as (keyof DebugToggles)[]).map(makeToggle));
    this.#root.hidden = true;
    parent.append(this.#root);
  }

  toggle(): void {
    setShown(this.#root, !isShown(this.#root));
  }

  update(nowMs: number, view: SessionView, arena: ArenaHandle | undefined): void {
    if (this.#root.hidden || nowMs - this.#drawnAtMs < REDRAW_MS) return;
    this.#drawnAtMs = nowMs;
    setText(this.#lines, this.#describe(view, arena).join('\n'));
  }

  destroy(): void {
    this.#root.remove();
  }

  #describe(view: SessionView, arena: ArenaHandle | undefined): string[] {
    const { session, pingMs, traffic, state, room } = this.#client;
    const { stats } = session;
    const bufferTicks = view.serverTick - view.renderTick;
    const own = view.own?.body;
    return [
      `round trip   ${pingMs.toFixed(0)} ms`,
      `jitter       ${session.clock.jitterMs.toFixed(1)} ms`,
      `unacked      ${session.unacknowledged} inputs`,
      `correction   ${stats.lastCorrectionUnits.toFixed(2)} u, largest ${stats.largestCorrectionUnits.toFixed(2)} u`,
      `  over 1 u   ${stats.correctionsAboveOneUnit} of ${stats.inputs} inputs`,
      `buffer       ${bufferTicks.toFixed(1)} ticks, ${(bufferTicks * TICK_MS).toFixed(0)} ms`,
      `traffic      ${formatRate(traffic.down)} in, ${formatRate(traffic.up)} out`,
      `tick         ${state.tick}, ${stats.patches} patches`,
      `server p99   ${(state.tickP99Micros / 1000).toFixed(2)} ms a tick`,
      `place        ${own === undefined ? 'none' : `${own.x.toFixed(1)} ${own.y.toFixed(1)}`}`,
      `picture      ${(arena?.fps ?? 0).toFixed(0)} fps, ${arena?.quality ?? ''}`,
      `room         ${room.roomId}`,
    ];
  }
}

function makeToggle(name: keyof DebugToggles): HTMLElement {
  const box = make('input');
  box.type = 'checkbox';
  box.checked = debugToggles[name];
  box.addEventListener('change', () => {
    debugToggles[name] = box.checked;
  });
  return make('label', {}, [box, make('span', { text: ` ${TOGGLE_NAMES[name]}` })]);
}
