import { cssColour, PALETTES } from '../render/palette.ts';
import { lookOf } from '../render/playerLook.ts';
import { MODES, type ModeId } from '../../shared/defs/modes.ts';
import { MAPS, type MapId } from '../../shared/defs/maps.ts';
import { make, setShown } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { scoreboardRows, scoreboardTables, type ScoreboardRow, type ScoreboardTable } from './scoreboardRows.ts';
import type { SideRoster } from './SideRoster.ts';
import { sideName } from './teamNames.ts';

const REDRAW_MS = 250;

/** Everyone in the match, while the scoreboard key is held. */
export class Scoreboard {
  readonly root = make('div', { class: 'panel scoreboard', testId: 'scoreboard' });
  readonly #title = make('h2');
  readonly #tables = make('div', { class: 'tables' });
  /** Those who have said something and are not, or no longer, in the match. */
  readonly #strangers = make('p', { class: 'strangers', testId: 'strangers' });
  readonly #roster: Pick<SideRoster, 'of'>;
  #drawnAtMs = -Infinity;

  /** @param onPick told of another person whose row or name is clicked or tapped */
  constructor(roster: Pick<SideRoster, 'of'>, onPick: (player: string, name: string) => void) {
    this.#roster = roster;
    const hint = make('p', { class: 'quiet', text: 'Pick somebody to mute or report them.' });
    this.root.append(this.#title, this.#tables, this.#strangers, hint);
    this.root.hidden = true;
    // When it is pressed, not when it is let go: a row may be made anew in between.
    this.root.addEventListener('pointerdown', (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-player]') : null;
      const { player, name } = row?.dataset ?? {};
      if (player === undefined || name === undefined) return;
      event.stopPropagation();
      onPick(player, name);
    });
  }

  update(frame: HudFrame, shown: boolean): void {
    setShown(this.root, shown);
    if (!shown || frame.nowMs - this.#drawnAtMs < REDRAW_MS) return;
    this.#drawnAtMs = frame.nowMs;
    const { state } = frame;
    const mode = MODES[state.mode as ModeId]?.name ?? state.mode;
    const map = MAPS[state.map as MapId]?.name ?? state.map;
    this.#title.textContent = `${mode} · ${map}`;
    const tables = scoreboardTables(scoreboardRows(state.players.entries()));
    this.root.classList.toggle('is-crowded', tables.length > 1);
    const sides = tables.map((table) => makeTable(frame, table, sideName(table.team, this.#roster.of(table.team))));
    replaceChanged(this.#tables, sides);
    const strangers = [...frame.client.chat.speakers].filter(([id]) => !state.players.has(id) && isAnother(frame, id));
    const names = strangers.map(([id, name]) => makeStranger(frame, id, name));
    replaceChanged(this.#strangers, names);
    setShown(this.#strangers, strangers.length > 0);
  }
}

/** Leaves what looks the same as it is: whoever is pointed at stays there. */
function replaceChanged(parent: Element, made: readonly Node[]): void {
  const isSame = made.length === parent.childNodes.length;
  if (!isSame || made.some((node, place) => !node.isEqualNode(parent.childNodes[place]!)))
    parent.replaceChildren(...made);
}

/** Nobody has to mute or report themselves. */
function isAnother({ client }: HudFrame, id: string): boolean {
  return id !== client.room.sessionId;
}

function makeStranger(frame: HudFrame, id: string, name: string): HTMLElement {
  const stranger = make('span', { class: 'name' }, [make('span', { text: name }), ...mutedTag(frame, id)]);
  Object.assign(stranger.dataset, { player: id, name });
  return stranger;
}

function mutedTag({ client }: HudFrame, id: string): HTMLElement[] {
  return client.chat.isMuted(id) ? [make('span', { class: 'tag', text: 'muted' })] : [];
}

/** @param side what its team is called, where there are teams */
function makeTable(frame: HudFrame, { team, rows }: ScoreboardTable, side: string): HTMLTableElement {
  const cells = ['', 'Player', 'Score', 'Kills', 'Deaths', 'K/D'].map((text) => make('th', { text }));
  const lines = rows.map((row) => makeRow(frame, row));
  const table = make('table', {}, [make('thead', {}, [make('tr', {}, cells)]), make('tbody', {}, lines)]);
  if (team === 0) return table;
  table.dataset.team = String(team);
  const score = frame.state.teams.get(String(team))?.score ?? 0;
  table.prepend(make('caption', { class: 'team-name', text: `${side} · ${score}` }));
  return table;
}

function makeRow(frame: HudFrame, row: ScoreboardRow): HTMLTableRowElement {
  const self = frame.client.playerId;
  const palette = PALETTES[frame.settings.get('palette')];
  const look = lookOf(row, { id: self, team: frame.player?.team ?? 0 }, palette);
  const mark = make('span', { class: `mark mark-${look.body}` });
  mark.style.borderColor = cssColour(look.colour);
  const name = make('td', { class: 'name' }, [mark, make('span', { text: row.name })]);
  if (row.bot) name.append(make('span', { class: 'tag', text: 'bot' }));
  if (!row.connected) name.append(make('span', { class: 'tag', text: 'away' }));
  name.append(...mutedTag(frame, row.id));
  const ratio = (row.kills / Math.max(1, row.deaths)).toFixed(1);
  const numbers = [row.score, row.kills, row.deaths, ratio].map((value) => make('td', { text: String(value) }));
  const line = make('tr', {}, [make('td', { class: 'place', text: String(row.place) }), name, ...numbers]);
  line.classList.toggle('is-self', row.id === self);
  if (!row.bot && isAnother(frame, row.id)) Object.assign(line.dataset, { player: row.id, name: row.name });
  return line;
}
