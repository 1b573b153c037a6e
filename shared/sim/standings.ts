import type { Player } from './Player.ts';

/** A line of the results screen. */
export interface Standing {
  readonly player: string;
  readonly name: string;
  readonly bot: boolean;
  /** 1 is best; equals share a place, and the places they fill are left out after them. */
  readonly place: number;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
}

/** Ranks players by score, then kills, then fewer deaths; equals stand in id order. */
export function rankByScore(players: readonly Player[]): Standing[] {
  const ranked = [...players].sort((a, b) => compareRanks(a, b) || (a.id < b.id ? -1 : 1));
  return ranked.map((player) => {
    const { id, name, bot, score, kills, deaths } = player;
    const place = 1 + ranked.findIndex((other) => compareRanks(other, player) === 0);
    return { player: id, name, bot, place, score, kills, deaths };
  });
}

function compareRanks(a: Player, b: Player): number {
  return b.score - a.score || b.kills - a.kills || a.deaths - b.deaths;
}
