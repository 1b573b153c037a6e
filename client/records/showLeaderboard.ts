import { MODES } from '../../shared/defs/modes.ts';
import { RANKED_MODES, type RankedMode } from '../../shared/defs/ranked.ts';
import type { Leaderboard, LeaderboardRow } from '../../shared/net/records.ts';
import { make } from '../hud/dom.ts';
import { fetchRecord } from './fetchRecord.ts';
import { linkToLeaderboard, linkToPlayer } from './links.ts';
import type { Column } from './makeTable.ts';
import { pagedTable, type RowPage } from './pagedTable.ts';
import { winsText } from './recordTexts.ts';

const COLUMNS: readonly Column<LeaderboardRow>[] = [
  { title: '', isNumber: true, cell: ({ place }) => String(place) },
  { title: 'Player', cell: linkToPlayer },
  { title: 'Rating', isNumber: true, cell: ({ rating }) => make('b', { text: String(Math.round(rating)) }) },
  { title: 'Matches', isNumber: true, cell: ({ matches }) => String(matches) },
  { title: 'Won', isNumber: true, cell: ({ wins, matches }) => winsText(wins, matches) },
];

/** The best of a ranked mode, with a way to the other modes. @throws with words for the player */
export async function showLeaderboard(mode: RankedMode): Promise<Node[]> {
  const first = await fetchRows(mode);
  const tabs = RANKED_MODES.map((id) => {
    const link = linkToLeaderboard(id, MODES[id].name);
    if (id === mode) link.setAttribute('aria-current', 'page');
    return link;
  });
  const board =
    first.rows.length > 0
      ? pagedTable(COLUMNS, first, (next) => fetchRows(mode, next))
      : [make('p', { class: 'quiet', text: 'Nobody is placed here yet. The first ranked matches decide who is.' })];
  return [make('h1', { text: 'Leaderboard' }), make('nav', { class: 'record-tabs' }, tabs), ...board];
}

async function fetchRows(mode: RankedMode, after?: string): Promise<RowPage<LeaderboardRow>> {
  const query = new URLSearchParams({ mode, ...(after !== undefined && { after }) });
  const { rows, next } = await fetchRecord<Leaderboard>(`/api/leaderboard?${query.toString()}`);
  return { rows, next };
}
