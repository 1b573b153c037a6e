import { MAPS } from '../../shared/defs/maps.ts';
import { MODES } from '../../shared/defs/modes.ts';
import type { PlayedMatch, PlayedMatchPlayer } from '../../shared/net/records.ts';
import { make } from '../hud/dom.ts';
import { fetchRecord } from './fetchRecord.ts';
import { teamName } from '../hud/teamNames.ts';
import { linkToPlayer, linkToReplay } from './links.ts';
import { makeTable, type Column } from './makeTable.ts';
import { agoText, durationText, placeText, ratingText } from './recordTexts.ts';

/** How a match ended, and its replay. @throws with words for the player */
export async function showMatch(id: string): Promise<Node[]> {
  const match = await fetchRecord<PlayedMatch>(`/api/matches/${encodeURIComponent(id)}`);
  const { mode, map, ranked, players, startedAtMs, endedAtMs } = match;
  const facts = [
    MAPS[map].name,
    ranked ? 'ranked' : 'not ranked',
    durationText(endedAtMs - startedAtMs),
    agoText(endedAtMs, Date.now()),
  ];
  return [
    make('h1', { text: MODES[mode].name }),
    make('p', { class: 'quiet', text: facts.join(' · ') }),
    makeTable(columnsFor(match), players),
    make('p', {}, [linkToReplay(id)]),
  ];
}

function columnsFor({ mode, ranked }: PlayedMatch): readonly Column<PlayedMatchPlayer>[] {
  const team: Column<PlayedMatchPlayer> = { title: 'Team', cell: (player) => teamName(player.team) };
  const rating: Column<PlayedMatchPlayer> = {
    title: 'Rating',
    isNumber: true,
    cell: ratingText,
  };
  return [
    { title: '', isNumber: true, cell: ({ place, leftEarly }) => (leftEarly ? 'left' : placeText(place)) },
    { title: 'Player', cell: linkToPlayer },
    ...(MODES[mode].teams > 0 ? [team] : []),
    { title: 'Kills / deaths', isNumber: true, cell: ({ kills, deaths }) => `${kills} / ${deaths}` },
    { title: 'Score', isNumber: true, cell: ({ score }) => make('b', { text: String(score) }) },
    ...(ranked ? [rating] : []),
  ];
}
