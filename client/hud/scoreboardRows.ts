/** What the scoreboard reads of a player. */
export interface Scored {
  readonly name: string;
  readonly team: number;
  readonly bot: boolean;
  readonly connected: boolean;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
}

export interface ScoreboardRow extends Scored {
  readonly id: string;
  /** Players level in score share a place. */
  readonly place: number;
}

/** Everyone in the order of the scoreboard: score, then kills, then fewest deaths, then name. */
export function scoreboardRows(players: Iterable<readonly [string, Scored]>): ScoreboardRow[] {
  const sorted = [...players].sort(([, a], [, b]) => compareScored(a, b));
  let place = 0;
  return sorted.map(([id, player], index) => {
    const above = sorted[index - 1]?.[1];
    if (above === undefined || above.score !== player.score) place = index + 1;
    const { name, team, bot, connected, score, kills, deaths } = player;
    return { id, place, name, team, bot, connected, score, kills, deaths };
  });
}

/** As many rows as fit one below the other on any screen. */
const ROWS_PER_COLUMN = 16;

/** Rows side by side in as few columns as fit on the screen, and those equally long. */
export function scoreboardColumns<Row>(rows: readonly Row[]): Row[][] {
  const columns = Math.max(1, Math.ceil(rows.length / ROWS_PER_COLUMN));
  const length = Math.ceil(rows.length / columns);
  return Array.from({ length: columns }, (_, column) => rows.slice(column * length, (column + 1) * length));
}

/** One table of the scoreboard; the team is 0 where there are none. */
export interface ScoreboardTable {
  readonly team: number;
  readonly rows: readonly ScoreboardRow[];
}

/** The tables that stand side by side: each team has its own, or as many as it takes. */
export function scoreboardTables(rows: readonly ScoreboardRow[]): ScoreboardTable[] {
  const teams = [...new Set(rows.map(({ team }) => team))].toSorted((a, b) => a - b);
  return teams.flatMap((team) =>
    scoreboardColumns(rows.filter((row) => row.team === team)).map((column) => ({ team, rows: column })),
  );
}

/** The best of all the others: whom one chases or is chased by. */
export function bestRival(rows: readonly ScoreboardRow[], self: string): ScoreboardRow | undefined {
  return rows.find(({ id }) => id !== self);
}

function compareScored(a: Scored, b: Scored): number {
  return b.score - a.score || b.kills - a.kills || a.deaths - b.deaths || a.name.localeCompare(b.name);
}
