import { MOVEMENT, VITALS } from '../../shared/defs/tuning.ts';
import { clamp } from '../../shared/math/vec.ts';
import { make, setShown, setText, setVariable } from './dom.ts';
import { formatTenths } from './hudTexts.ts';
import type { HudFrame } from './HudFrame.ts';

const LOW_HEALTH = 30;

/** Health, armour, dash and the effects that run, bottom left. */
export class VitalsPanel {
  readonly root: HTMLElement;
  readonly #health = make('span', { class: 'big-number', testId: 'hud-health' });
  readonly #armour = make('span', { class: 'bar-number', testId: 'hud-armour' });
  readonly #healthBar = make('div', { class: 'bar bar-health' });
  readonly #armourBar = make('div', { class: 'bar bar-armour' });
  readonly #dash = make('div', { class: 'dash-ring', testId: 'hud-dash' });
  readonly #haste = make('span', { class: 'effect effect-haste' });
  readonly #double = make('span', { class: 'effect effect-double' });
  #shownHealth = 0;

  constructor() {
    const column = (label: string, extra: string, parts: Node[]): HTMLElement =>
      make('div', { class: `vital ${extra}` }, [make('span', { class: 'label', text: label }), ...parts]);
    this.root = make('div', { class: 'panel vitals' }, [
      this.#health,
      column('Health', 'vital-health', [this.#healthBar]),
      column('Armour', 'vital-armour', [this.#armourBar, this.#armour]),
      column('Dash', 'vital-dash', [this.#dash]),
      make('div', { class: 'effects' }, [this.#haste, this.#double]),
    ]);
  }

  update({ player, own, body, view }: HudFrame): void {
    const health = player?.health ?? 0;
    setText(this.#health, String(health));
    setVariable(this.#healthBar, '--share', share(health / VITALS.maxHealth));
    this.root.classList.toggle('is-low', health > 0 && health <= LOW_HEALTH);
    if (health < this.#shownHealth) restartAnimation(this.#health, 'is-hit');
    this.#shownHealth = health;
    setText(this.#armour, String(own?.armour ?? 0));
    setVariable(this.#armourBar, '--share', share((own?.armour ?? 0) / VITALS.maxArmour));
    const wait = body === undefined ? 0 : body.dashReadyAt - body.ownTick;
    setVariable(this.#dash, '--share', share(1 - wait / MOVEMENT.dashCooldownTicks));
    this.#dash.classList.toggle('is-ready', wait <= 0);
    this.#showEffect(this.#haste, 'Haste', body === undefined ? 0 : body.hasteEndsAt - body.ownTick);
    this.#showEffect(this.#double, 'Double damage', (own?.doubleDamageUntilTick ?? 0) - view.serverTick);
  }

  #showEffect(element: HTMLElement, name: string, ticksLeft: number): void {
    setShown(element, ticksLeft > 0);
    if (ticksLeft > 0) setText(element, `${name} ${formatTenths(ticksLeft)}`);
  }
}

function share(value: number): string {
  return clamp(value, 0, 1).toFixed(3);
}

function restartAnimation(element: HTMLElement, name: string): void {
  element.classList.remove(name);
  void element.offsetWidth;
  element.classList.add(name);
}
