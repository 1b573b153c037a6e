import { WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import { make, setShown, setText } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { formatTenths } from './hudTexts.ts';
import { killWord } from './killWord.ts';

const SHOWN_MS = 1_800;
const ROUND_SHOWN_MS = 2_600;
/** Kills that follow each other within this time count as one run. */
const RUN_MS = 4_000;

/** What the player must know now, in the middle: whom they killed, who killed them and when they are back, who won a round. */
export class CentreNotice {
  readonly root = make('div', { class: 'centre' });
  readonly #notice = make('div', { class: 'kill-notice' });
  readonly #respawn = make('div', { class: 'respawn', testId: 'respawn' });
  readonly #cause = make('div', { class: 'respawn-cause' });
  readonly #wait = make('div', { class: 'respawn-wait' });
  readonly #autopilot = make('div', {
    class: 'autopilot',
    testId: 'autopilot',
    text: 'A bot plays for you. Move to take over.',
  });
  #noticeUntilMs = 0;
  #lastKillMs = -Infinity;
  #run = 0;

  constructor() {
    this.#respawn.append(this.#cause, this.#wait);
    this.#respawn.hidden = true;
    this.#notice.hidden = true;
    this.#autopilot.hidden = true;
    this.root.append(this.#notice, this.#respawn, this.#autopilot);
  }

  update(frame: HudFrame, events: readonly SessionEvent[]): void {
    const self = frame.client.playerId;
    for (const { event } of events) {
      if (event.type === 'round') this.#showRound(frame, event.winner);
      if (event.type !== 'kill') continue;
      if (event.victim === self) this.#showDeath(frame, event.attacker, event.weapon);
      else if (event.attacker === self) this.#showKill(frame, event.victim);
    }
    setShown(this.#notice, frame.nowMs < this.#noticeUntilMs);
    const player = frame.player;
    setShown(this.#autopilot, player?.autopilot === true);
    const dead = player !== undefined && !player.alive && frame.state.phase !== 'results';
    setShown(this.#respawn, dead);
    if (!dead) return;
    const ticksLeft = player.respawnAtTick - frame.view.serverTick;
    setText(this.#wait, ticksLeft > 0 ? `Back in ${formatTenths(ticksLeft)}` : 'Back in a moment');
  }

  #showKill(frame: HudFrame, victim: string): void {
    this.#run = frame.nowMs - this.#lastKillMs < RUN_MS ? this.#run + 1 : 1;
    this.#lastKillMs = frame.nowMs;
    this.#noticeUntilMs = frame.nowMs + SHOWN_MS;
    const word = killWord(this.#run);
    const name = frame.state.players.get(victim)?.name ?? 'someone';
    this.#notice.replaceChildren(make('span', { text: `${word} ` }), make('b', { text: name }));
    // Starts its entrance anew for each kill.
    this.#notice.replaceWith(this.#notice);
  }

  #showRound({ nowMs, player }: HudFrame, winner: number): void {
    this.#noticeUntilMs = nowMs + ROUND_SHOWN_MS;
    this.#notice.replaceChildren(make('b', { text: winner === player?.team ? 'Round won' : 'Round lost' }));
    this.#notice.replaceWith(this.#notice);
  }

  #showDeath(frame: HudFrame, attacker: string, weapon: WeaponId): void {
    this.#run = 0;
    const { name } = WEAPONS[weapon];
    const own = attacker === frame.client.playerId;
    const killer = frame.state.players.get(attacker)?.name ?? 'someone';
    this.#cause.replaceChildren(
      make('span', { text: own ? 'Your own ' : 'Taken out by ' }),
      make('b', { text: own ? name.toLowerCase() : killer }),
      make('span', { class: 'quiet', text: own ? '' : ` · ${name.toLowerCase()}` }),
    );
  }
}
