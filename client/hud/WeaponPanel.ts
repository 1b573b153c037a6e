import { WEAPON_IDS, WEAPONS, weaponOfNumber, type WeaponId } from '../../shared/defs/weapons.ts';
import { clamp } from '../../shared/math/vec.ts';
import { make, setShown, setText, setVariable } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { formatRounds } from './hudTexts.ts';
import { makeWeaponGlyph } from './weaponGlyphs.ts';

interface Slot {
  readonly root: HTMLElement;
  readonly rounds: HTMLElement;
}

/** The weapon in hand with its rounds, and the strip of all weapons, bottom right. */
export class WeaponPanel {
  readonly root: HTMLElement;
  readonly #name = make('span', { class: 'weapon-name', testId: 'hud-weapon' });
  readonly #rounds = make('span', { class: 'big-number', testId: 'hud-ammo' });
  readonly #most = make('span', { class: 'most' });
  readonly #ready = make('div', { class: 'bar bar-ready' });
  readonly #slots = new Map<WeaponId, Slot>();

  constructor() {
    const strip = make('div', { class: 'weapon-strip' });
    for (const id of WEAPON_IDS) {
      const rounds = make('span', { class: 'slot-rounds' });
      const number = make('span', { class: 'slot-key', text: String(WEAPONS[id].number) });
      const root = make('div', { class: 'slot' }, [number, makeWeaponGlyph(id), rounds]);
      this.#slots.set(id, { root, rounds });
      strip.append(root);
    }
    const numbers = make('div', { class: 'rounds' }, [this.#rounds, this.#most]);
    const inHand = make('div', { class: 'in-hand' }, [this.#name, numbers, this.#ready]);
    this.root = make('div', { class: 'panel weapons' }, [strip, inHand]);
  }

  update({ player, own, body }: HudFrame): void {
    const inHand = body?.weapon ?? weaponOfNumber(player?.weapon ?? 0) ?? 'pistol';
    const def = WEAPONS[inHand];
    const carried = (id: WeaponId): number => body?.rounds[id] ?? own?.[`${id}Rounds`] ?? 0;
    setText(this.#name, def.name);
    setText(this.#rounds, formatRounds(carried(inHand)));
    setText(this.#most, Number.isFinite(def.maxRounds) ? `/ ${def.maxRounds}` : '');
    this.root.classList.toggle('is-empty', carried(inHand) === 0);
    const wait = body === undefined ? 0 : body.readyAt - body.ownTick;
    setVariable(this.#ready, '--share', clamp(1 - wait / def.fireIntervalTicks, 0, 1).toFixed(2));
    this.root.classList.toggle('is-charging', player?.charging === true || (body?.chargeEndsAt ?? 0) > 0);
    for (const [id, slot] of this.#slots) {
      const rounds = carried(id);
      slot.root.classList.toggle('is-held', id === inHand);
      slot.root.classList.toggle('is-missing', rounds === 0);
      setText(slot.rounds, rounds === 0 ? '' : formatRounds(rounds));
      setShown(slot.rounds, rounds > 0);
    }
  }
}
