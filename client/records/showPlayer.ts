import { MAPS } from '../../shared/defs/maps.ts';
import { MODES } from '../../shared/defs/modes.ts';
import type {
  MatchHistory,
  PlayedMatch,
  PlayedMatchPlayer,
  PlayerRecord,
  RankedRecord,
} from '../../shared/net/records.ts';
import { make } from '../hud/dom.ts';
import { fetchRecord } from './fetchRecord.ts';
import { linkToLeaderboard, linkToMatch } from './links.ts';
import type { Column } from './makeTable.ts';
import { pagedTable, type RowPage } from './pagedTable.ts';
import { agoText, countText, placeText, ratingText, ratioText, winsText } from './recordTexts.ts';

/** A match of somebody's history, and what they were in it. */
interface OwnMatch {
  readonly match: PlayedMatch;
  readonly own: PlayedMatchPlayer | undefined;
}

/** Who a player is, what they have won, and their matches. @throws with words for the player */
export async function showPlayer(id: string): Promise<Node[]> {
  const [player, history] = await Promise.all([
    fetchRecord<PlayerRecord>(`/api/players/${encodeURIComponent(id)}`),
    fetchMatches(id),
  ]);
  const kind = player.kind === 'guest' ? 'Guest' : 'Player';
  const matches =
    history.rows.length > 0
      ? pagedTable(historyColumns(Date.now()), history, (next) => fetchMatches(id, next))
      : [make('p', { class: 'quiet', text: 'No match has been played to its end yet.' })];
  return [
    make('h1', { text: player.name }),
    make('p', { class: 'quiet', text: `${kind}, joined ${agoText(player.sinceMs, Date.now())}` }),
    make('div', { class: 'record-figures' }, [
      makeFigure('Matches', String(player.matches)),
      makeFigure('Won', winsText(player.wins, player.matches)),
      makeFigure('Kills', String(player.kills)),
      makeFigure('Kills a death', ratioText(player.kills, player.deaths)),
    ]),
    ...(player.ratings.length > 0 ? [make('div', { class: 'record-figures' }, player.ratings.map(makeRating))] : []),
    make('h2', { text: 'Matches' }),
    ...matches,
  ];
}

function makeFigure(title: string, text: string): HTMLElement {
  return make('div', { class: 'panel record-figure' }, [
    make('span', { class: 'label', text: title }),
    make('b', { class: 'big-number', text }),
  ]);
}

function makeRating({ mode, rating, matches, wins, placementLeft }: RankedRecord): HTMLElement {
  const figure = makeFigure(MODES[mode].name, placementLeft > 0 ? '–' : String(Math.round(rating)));
  const note =
    placementLeft > 0
      ? `${countText(placementLeft, 'match', 'matches')} until placed`
      : `${countText(matches, 'match', 'matches')}, ${winsText(wins, matches)} won`;
  figure.append(make('span', { class: 'quiet', text: note }), linkToLeaderboard(mode, 'Leaderboard'));
  return figure;
}

function historyColumns(nowMs: number): readonly Column<OwnMatch>[] {
  return [
    { title: 'When', cell: ({ match }) => linkToMatch(match.id, agoText(match.endedAtMs, nowMs)) },
    {
      title: 'Mode',
      cell: ({ match }) => `${MODES[match.mode].name}, ${MAPS[match.map].name}${match.ranked ? ', ranked' : ''}`,
    },
    { title: 'Place', isNumber: true, cell: ({ own }) => describePlace(own) },
    { title: 'Kills / deaths', isNumber: true, cell: ({ own }) => (own ? `${own.kills} / ${own.deaths}` : '') },
    { title: 'Rating', isNumber: true, cell: ({ own }) => (own ? ratingText(own) : '') },
  ];
}

function describePlace(own: PlayedMatchPlayer | undefined): string {
  if (own === undefined) return '';
  return own.leftEarly ? 'left early' : placeText(own.place);
}

async function fetchMatches(id: string, before?: string): Promise<RowPage<OwnMatch>> {
  const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
  const history = await fetchRecord<MatchHistory>(`/api/players/${encodeURIComponent(id)}/matches${query}`);
  const rows = history.matches.map((match) => ({ match, own: match.players.find((player) => player.id === id) }));
  return { rows, next: history.next };
}
