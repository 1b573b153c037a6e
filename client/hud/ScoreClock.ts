import { MODES, type ModeId } from '../../shared/defs/modes.ts';
import type { Phase } from '../../shared/sim/SimEvent.ts';
import { make, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import {
  describeCountdown,
  describePhase,
  formatClock,
  formatRoundsWon,
  secondsUntilTick,
  type MatchGoal,
} from './hudTexts.ts';
import type { SideRoster } from './SideRoster.ts';
import { scoreSides, type ScoreSide } from './scoreSides.ts';

/** Own score, clock and the best rival's score, or those of both teams, top centre, and the countdown's number in the middle. */
export class ScoreClock {
  readonly root: HTMLElement;
  readonly countdown = make('div', { class: 'countdown' });
  readonly #roster: SideRoster;
  readonly #own = new SidePanel('own');
  readonly #clock = make('span', { class: 'clock', testId: 'clock' });
  readonly #rival = new SidePanel('rival');
  readonly #phase = make('div', { class: 'phase', testId: 'phase' });

  constructor(roster: SideRoster) {
    this.#roster = roster;
    const scores = make('div', { class: 'scores' }, [this.#own.root, this.#clock, this.#rival.root]);
    this.root = make('div', { class: 'panel score-clock' }, [scores, this.#phase]);
  }

  update({ state, view, client }: HudFrame): void {
    const phase = state.phase as Phase;
    const seconds = state.phaseEndsAtTick === 0 ? 0 : secondsUntilTick(state.phaseEndsAtTick, view.serverTick);
    const { players, teams, scoreLimit } = state;
    const isWatched = client.watching !== undefined;
    const source = { players: players.entries(), teams, roster: this.#roster, self: client.playerId, isWatched };
    const [own, rival] = scoreSides(source);
    const { bestOf } = MODES[state.mode as ModeId] ?? { bestOf: 1 };
    this.#own.show(own, bestOf);
    this.#rival.show(rival, bestOf);
    setText(this.#clock, phase === 'waiting' ? '–:––' : formatClock(seconds));
    const isLast = client.results?.maps.length === 0;
    const goal: MatchGoal = { scoreLimit, bestOf, roundsPlayed: own.rounds + rival.rounds, isLast };
    setText(this.#phase, describePhase(phase, seconds, goal));
    this.#clock.classList.toggle('is-ending', phase === 'live' && seconds > 0 && seconds <= 30);
    setText(this.countdown, describeCountdown(phase, seconds));
  }
}

/** A name and a score; the score stands next to the clock. */
class SidePanel {
  readonly root: HTMLElement;
  readonly #name = make('span', { class: 'score-name' });
  readonly #rounds = make('span', { class: 'rounds-won' });
  readonly #score: HTMLElement;

  constructor(side: 'own' | 'rival') {
    this.#score = make('span', { class: 'score', testId: `score-${side}` });
    const parts = [this.#name, this.#rounds, this.#score];
    this.root = make('div', { class: `side side-${side}` }, side === 'own' ? parts : parts.toReversed());
  }

  show({ name, score, rounds, team }: ScoreSide, bestOf: number): void {
    setText(this.#name, name);
    setText(this.#rounds, formatRoundsWon(rounds, bestOf));
    setText(this.#score, score === undefined ? '–' : String(score));
    this.root.dataset.team = String(team);
  }
}
