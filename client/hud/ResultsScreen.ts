import { MAPS, type MapId } from '../../shared/defs/maps.ts';
import type { Standing, ToClient, VoteCounts } from '../../shared/net/messages.ts';
import type { ArenaClient } from '../net/ArenaClient.ts';
import { isShown, make, makeButton, setShown, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { describeNext, secondsUntilTick } from './hudTexts.ts';
import { paintMapPreview } from './mapPreview.ts';
import { describeOutcome, shownStandings, type Outcome } from './outcome.ts';
import type { SideRoster } from './SideRoster.ts';
import { sideName } from './teamNames.ts';

const MOST_STANDINGS = 8;

/** The end of a match: places, awards, and the vote for the next arena. */
export class ResultsScreen {
  readonly root = make('div', { class: 'panel results', testId: 'results' });
  readonly #client: ArenaClient;
  readonly #roster: SideRoster;
  readonly #clock = make('div', { class: 'results-clock' });
  readonly #votes = new Map<MapId, { button: HTMLButtonElement; count: HTMLElement }>();
  readonly #stop: (() => void)[];
  #filled = false;
  #isLast = false;

  constructor(client: ArenaClient, roster: SideRoster) {
    this.#client = client;
    this.#roster = roster;
    this.root.hidden = true;
    this.#stop = [
      client.onMessage('results', (results) => this.#fill(results)),
      client.onMessage('votes', ({ counts }) => {
        for (const [map, { count }] of this.#votes) setText(count, countText(counts[map] ?? 0));
      }),
    ];
    if (client.results !== undefined && client.state.phase === 'results') this.#fill(client.results);
  }

  update({ state, view }: HudFrame): void {
    const shown = state.phase === 'results' && this.#filled;
    // What is told of the end may come a little before the phase does: it is forgotten only after it was shown.
    if (state.phase !== 'results' && isShown(this.root)) this.#filled = false;
    setShown(this.root, shown);
    const seconds = secondsUntilTick(state.phaseEndsAtTick, view.serverTick);
    if (shown) setText(this.#clock, describeNext(seconds, this.#isLast));
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
  }

  #fill({ standings, teams, awards, maps, votes }: ToClient['results']): void {
    this.#filled = true;
    this.#isLast = maps.length === 0;
    const outcome = { standings, teams };
    const watches = this.#client.watching !== undefined;
    const own = watches ? undefined : standings.find(({ player }) => player === this.#client.playerId);
    const title = describeOutcome(outcome, own);
    const hasChoice = !watches && maps.length > 1;
    const names = new Map(standings.map(({ player, name }) => [player, name]));
    const cards = awards.map((award) =>
      make('div', { class: 'award' }, [
        make('span', { class: 'label', text: award.title }),
        make('b', { text: names.get(award.player) ?? '' }),
        make('span', { class: 'quiet', text: award.detail }),
      ]),
    );
    const heading = make('h2', { text: title });
    heading.classList.toggle('is-victory', title === 'Victory');
    this.root.replaceChildren(
      make('header', {}, [heading, this.#clock]),
      ...(teams.length > 0 ? [makeTotals(outcome, this.#roster)] : []),
      make(
        'div',
        { class: 'standings-head' },
        ['', '', '', 'Kills / deaths', 'Score'].map((text) => make('span', { class: 'label', text })),
      ),
      make(
        'ol',
        { class: 'standings' },
        shownStandings(outcome, own, MOST_STANDINGS).map((line) => this.#makeStanding(line)),
      ),
      make('div', { class: 'awards' }, cards),
      ...(hasChoice ? [make('div', { class: 'label', text: 'Vote for the next arena' })] : []),
      make('div', { class: 'votes' }, this.#makeVotes(hasChoice ? maps : [], votes)),
    );
  }

  #makeStanding({ player, name, bot, team, place, score, kills, deaths }: Standing): HTMLElement {
    const mark = make('span', { class: `mark mark-${team === 1 ? 'round' : 'hexagon'} team-name` });
    const line = make('li', {}, [
      team > 0 ? mark : make('span', { class: 'place', text: String(place) }),
      make('span', { class: 'name', text: name }),
      make('span', { class: 'quiet', text: bot ? 'bot' : '' }),
      make('span', { class: 'quiet', text: `${kills} / ${deaths}` }),
      make('b', { text: String(score) }),
    ]);
    if (team > 0) line.dataset.team = String(team);
    line.classList.toggle('is-self', player === this.#client.playerId);
    return line;
  }

  #makeVotes(maps: readonly MapId[], votes: VoteCounts): HTMLElement[] {
    this.#votes.clear();
    return maps.map((map) => {
      const count = make('span', { class: 'quiet', text: countText(votes[map] ?? 0) });
      const canvas = make('canvas', { class: 'preview' });
      const button = makeButton('', { class: 'map-card', label: `Vote for ${MAPS[map].name}` }, () => this.#vote(map));
      button.append(canvas, make('b', { text: MAPS[map].name }), count);
      button.setAttribute('aria-pressed', 'false');
      void paintMapPreview(canvas, map);
      this.#votes.set(map, { button, count });
      return button;
    });
  }

  #vote(map: MapId): void {
    this.#client.vote(map);
    for (const [id, { button }] of this.#votes) button.setAttribute('aria-pressed', String(id === map));
  }
}

/** What the teams have, the winner first: rounds where there were any, else points. A team of one is called by who it is, or was. */
function makeTotals({ standings, teams }: Outcome, roster: SideRoster): HTMLElement {
  const hasRounds = teams.some(({ rounds }) => rounds > 0);
  const parts = teams.map(({ team, score, rounds }) => {
    const members = standings.filter((line) => line.team === team);
    const total = make('span', {}, [
      make('span', { class: 'team-name', text: `${sideName(team, members.length > 0 ? members : roster.of(team))} ` }),
      make('b', { text: String(hasRounds ? rounds : score) }),
    ]);
    total.dataset.team = String(team);
    return total;
  });
  const [winner, ...others] = parts;
  return make('div', { class: 'team-totals', testId: 'team-totals' }, [
    ...(winner === undefined ? [] : [winner]),
    ...others.flatMap((part) => [make('span', { class: 'quiet', text: '–' }), part]),
  ]);
}

function countText(votes: number): string {
  return votes === 0 ? 'no votes yet' : votes === 1 ? '1 vote' : `${votes} votes`;
}
