import { TICK_RATE } from '../../shared/defs/rates.ts';
import { MATCH_FLOW } from '../../shared/defs/tuning.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { rankTeams, type Standing } from '../../shared/sim/standings.ts';
import type { Match } from './Match.ts';
import type { MatchOutcome, PlayerResult } from './MatchResult.ts';

/**
 * What goes on record of a match: how it ended, or, as long as it is not decided, how it stands. Undefined when nobody
 * was in it whom the server knows.
 * @param nowMs since 1970, at the world's tick
 */
export function outcomeOf(match: Match, nowMs: number): MatchOutcome | undefined {
  const { world, mapId: map } = match;
  const { matchId, isPlanned: ranked, liveSinceTick } = match.snapshot();
  const players = playersOf(match);
  if (players.length === 0) return undefined;
  const decidedTick = world.phase === 'results' ? world.phaseEndsAtTick - MATCH_FLOW.resultsTicks : world.tick;
  const ticks = decidedTick - liveSinceTick;
  const endedAtMs = Math.round(nowMs - toMs(world.tick - decidedTick));
  const startedAtMs = Math.round(endedAtMs - toMs(ticks));
  return { matchId, mode: world.mode, map, ranked, startedAtMs, endedAtMs, ticks, players };
}

/** Nobody twice: who came back counts as they stand now, who left again as they left last. */
function playersOf({ world, seats, leavers }: Match): PlayerResult[] {
  const standings = modeRules(world.mode).standings(world);
  const players = new Map<string, PlayerResult>();
  const add = (playerId: string | undefined, result: Omit<PlayerResult, 'playerId'>) => {
    if (playerId !== undefined && !players.has(playerId)) players.set(playerId, { playerId, ...result });
  };
  for (const standing of standings) add(seats.all.get(standing.player)?.playerId, resultOf(standing, false));
  const teams = rankTeams(world);
  for (const leaver of leavers.toReversed()) {
    const team = teams.find((standing) => standing.team === leaver.team);
    add(leaver.playerId, resultOf({ ...leaver, place: team?.place ?? standings.length + 1 }, true));
  }
  return [...players.values()];
}

function resultOf(
  { name, team, place, score, kills, deaths }: Omit<Standing, 'player' | 'bot'>,
  leftEarly: boolean,
): Omit<PlayerResult, 'playerId'> {
  return { name, team, place, score, kills, deaths, leftEarly };
}

function toMs(ticks: number): number {
  return (ticks * 1000) / TICK_RATE;
}
