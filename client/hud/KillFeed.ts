import { WEAPONS } from '../../shared/defs/weapons.ts';
import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import { cssColour, PALETTES } from '../render/palette.ts';
import { lookOf } from '../render/playerLook.ts';
import { make } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { makeWeaponGlyph } from './weaponGlyphs.ts';

const SHOWN_MS = 6_000;
const MOST_LINES = 5;

/** Who killed whom with what, top right, newest below. */
export class KillFeed {
  readonly root = make('div', { class: 'kill-feed', testId: 'killfeed' });
  #lines: { readonly element: HTMLElement; readonly untilMs: number }[] = [];

  update(frame: HudFrame, events: readonly SessionEvent[]): void {
    for (const { event } of events) if (event.type === 'kill') this.#add(frame, event);
    while (this.#lines.length > 0 && (this.#lines.length > MOST_LINES || this.#lines[0]!.untilMs < frame.nowMs)) {
      this.#lines.shift()!.element.remove();
    }
  }

  #add(frame: HudFrame, kill: Extract<SessionEvent['event'], { type: 'kill' }>): void {
    const self = frame.client.playerId;
    const ownGoal = kill.attacker === kill.victim;
    const weapon = make('span', { class: 'kill-weapon', label: WEAPONS[kill.weapon].name }, [
      makeWeaponGlyph(kill.weapon),
    ]);
    const parts = ownGoal ? [weapon] : [makeName(frame, kill.attacker), weapon];
    const element = make('div', { class: 'kill' }, [...parts, makeName(frame, kill.victim)]);
    element.classList.toggle('is-own', kill.attacker === self || kill.victim === self);
    this.#lines.push({ element, untilMs: frame.nowMs + SHOWN_MS });
    this.root.append(element);
  }
}

function makeName(frame: HudFrame, id: string): HTMLElement {
  const self = frame.client.playerId;
  const player = frame.state.players.get(id);
  const isOwn = id === self && frame.client.watching === undefined;
  const name = make('span', { class: 'kill-name', text: isOwn ? 'You' : (player?.name ?? 'someone') });
  const palette = PALETTES[frame.settings.get('palette')];
  const viewer = { id: self, team: frame.player?.team ?? 0 };
  name.style.color = cssColour(lookOf({ id, team: player?.team ?? 0 }, viewer, palette).colour);
  return name;
}
