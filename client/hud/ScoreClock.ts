import type { Phase } from '../../shared/sim/SimEvent.ts';
import { make, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { describeCountdown, describePhase, formatClock, secondsUntilTick } from './hudTexts.ts';
import { bestRival, scoreboardRows } from './scoreboardRows.ts';

/** Own score, clock and the best rival's score, top centre, and the countdown's number in the middle. */
export class ScoreClock {
  readonly root: HTMLElement;
  readonly countdown = make('div', { class: 'countdown' });
  readonly #own = make('span', { class: 'score score-own' });
  readonly #ownName = make('span', { class: 'score-name', text: 'You' });
  readonly #clock = make('span', { class: 'clock', testId: 'clock' });
  readonly #rival = make('span', { class: 'score score-rival' });
  readonly #rivalName = make('span', { class: 'score-name' });
  readonly #phase = make('div', { class: 'phase', testId: 'phase' });

  constructor() {
    const scores = make('div', { class: 'scores' }, [
      make('div', { class: 'side side-own' }, [this.#ownName, this.#own]),
      this.#clock,
      make('div', { class: 'side side-rival' }, [this.#rival, this.#rivalName]),
    ]);
    this.root = make('div', { class: 'panel score-clock' }, [scores, this.#phase]);
  }

  update({ state, view, client, player }: HudFrame): void {
    if (client.watching !== undefined) setText(this.#ownName, player?.name ?? '');
    const phase = state.phase as Phase;
    const seconds = state.phaseEndsAtTick === 0 ? 0 : secondsUntilTick(state.phaseEndsAtTick, view.serverTick);
    const rows = scoreboardRows(state.players.entries());
    const rival = bestRival(rows, client.playerId);
    setText(this.#own, String(rows.find(({ id }) => id === client.playerId)?.score ?? 0));
    setText(this.#rival, rival === undefined ? '–' : String(rival.score));
    setText(this.#rivalName, rival?.name ?? '');
    setText(this.#clock, phase === 'waiting' ? '–:––' : formatClock(seconds));
    setText(this.#phase, describePhase(phase, seconds, state.scoreLimit));
    this.#clock.classList.toggle('is-ending', phase === 'live' && seconds > 0 && seconds <= 30);
    setText(this.countdown, describeCountdown(phase, seconds));
  }
}
