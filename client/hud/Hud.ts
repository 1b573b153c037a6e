import type { ToServer } from '../../shared/net/messages.ts';
import type { SessionEvent } from '../../shared/net/EventQueue.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import { WEAPON_IDS, WEAPONS } from '../../shared/defs/weapons.ts';
import type { Arsenal } from '../input/WeaponChoice.ts';
import type { ArenaClient } from '../net/ArenaClient.ts';
import type { Settings } from '../settings/Settings.ts';
import { CentreNotice } from './CentreNotice.ts';
import { ChatPanel, isInTeam } from './ChatPanel.ts';
import { ChatWheel, type WheelHands } from './ChatWheel.ts';
import { ConnectionOverlay } from './ConnectionOverlay.ts';
import { make } from './dom.ts';
import type { HudFrame } from './HudFrame.ts';
import { KillFeed } from './KillFeed.ts';
import { Minimap } from './Minimap.ts';
import { PlayerCard } from './PlayerCard.ts';
import { PauseMenu, type PauseOptions } from './PauseMenu.ts';
import { ResultsScreen } from './ResultsScreen.ts';
import { Scoreboard } from './Scoreboard.ts';
import { ScoreClock } from './ScoreClock.ts';
import { SideRoster } from './SideRoster.ts';
import { VitalsPanel } from './VitalsPanel.ts';
import { WatchPanel } from './WatchPanel.ts';
import { WeaponPanel } from './WeaponPanel.ts';

/** What lies over the picture, in the page: panels at the edges, notices in the middle, menus above all. */
export class Hud {
  readonly pause: PauseMenu;
  /** Whether the scoreboard key is held. */
  showsScoreboard = false;
  /** What the hands do with the wheel of phrases. */
  wheelHands: WheelHands | undefined;
  readonly chat: ChatPanel;
  readonly #root = make('div', { class: 'hud' });
  readonly #client: ArenaClient;
  readonly #settings: Settings;
  readonly #vitals = new VitalsPanel();
  readonly #weapons = new WeaponPanel();
  readonly #roster = new SideRoster();
  readonly #score = new ScoreClock(this.#roster);
  readonly #feed = new KillFeed();
  readonly #centre = new CentreNotice();
  readonly #board: Scoreboard;
  readonly #card: PlayerCard;
  readonly #wheel: ChatWheel;
  /** In place of what is one's own, for one who only watches. */
  readonly #watch: WatchPanel | undefined;
  readonly #minimap: Minimap;
  readonly #results: ResultsScreen;
  readonly #stopStatus: () => void;

  constructor(root: HTMLElement, client: ArenaClient, settings: Settings, options: PauseOptions) {
    this.#client = client;
    this.#settings = settings;
    this.#minimap = new Minimap(client.map);
    this.#results = new ResultsScreen(client, this.#roster);
    this.pause = new PauseMenu(settings, options);
    this.chat = new ChatPanel(client.chat, (isWriting) => options.onToggle(isWriting));
    this.#wheel = new ChatWheel(client.chat);
    this.#card = new PlayerCard(client.chat, {
      onToggle: (open) => options.onToggle(open),
      onReport: (player, reason) => client.room.send('report', { player, reason } satisfies ToServer['report']),
    });
    this.#board = new Scoreboard(this.#roster, (player, name) =>
      this.#card.open(player, name, client.state.players.has(player)),
    );
    const overlay = new ConnectionOverlay(() => options.onLeave());
    this.#stopStatus = client.onStatus((status) => overlay.show(status));
    const { watching } = client;
    this.#watch = watching && new WatchPanel(() => watching.next());
    const own = this.#watch === undefined ? [this.#vitals, this.#weapons, this.#centre] : [this.#watch];
    const parts = [this.#minimap, this.#score, this.#feed, ...own, this.chat, this.#results, this.#board, this.#wheel];
    this.#root.classList.toggle('is-watching', watching !== undefined);
    // What one asks for lies over the results, which come unasked.
    this.#root.append(this.#score.countdown, ...parts.map((part) => part.root));
    this.#root.append(this.#wheel.button, this.#card.root, this.pause.root, overlay.root);
    root.append(this.#root);
  }

  /** Closes the card that is open, else opens or closes the menu. */
  goBack(): void {
    if (this.#card.isOpen) this.#card.close();
    else this.pause.toggle();
  }

  /** Brings everything up to the frame that has just been drawn. */
  update(nowMs: number, view: SessionView, events: readonly SessionEvent[]): void {
    const frame = this.#frameOf(nowMs, view);
    this.#roster.see(frame.state);
    this.#vitals.update(frame);
    this.#weapons.update(frame);
    this.#score.update(frame);
    this.#minimap.update(frame);
    this.#feed.update(frame, events);
    this.#centre.update(frame, events);
    this.#watch?.update(frame);
    this.chat.update(frame);
    if (this.wheelHands !== undefined) this.#wheel.update(this.wheelHands, isInTeam(frame));
    // On glass both stay open, over the same place: words that are about to be said come first.
    this.#board.update(frame, this.showsScoreboard && !this.#wheel.isOpen);
    this.#results.update(frame);
    this.#root.classList.toggle('is-dead', frame.player?.alive === false);
    this.#root.classList.toggle('is-over', frame.state.phase === 'results');
  }

  /** The weapons that can be fired now, for the devices to choose from. */
  arsenal(view: SessionView): Arsenal {
    const rounds = view.own?.body?.rounds ?? {};
    const usable = WEAPON_IDS.filter((id) => (rounds[id] ?? 0) > 0).map((id) => WEAPONS[id].number);
    const inHand = view.own?.body?.weapon;
    return { inHand: inHand === undefined ? 0 : WEAPONS[inHand].number, usable };
  }

  destroy(): void {
    this.#stopStatus();
    this.#results.destroy();
    this.#root.remove();
  }

  #frameOf(nowMs: number, view: SessionView): HudFrame {
    const { state, playerId } = this.#client;
    return {
      nowMs,
      client: this.#client,
      settings: this.#settings,
      state,
      view,
      player: state.players.get(playerId),
      own: state.own?.get(playerId),
      body: view.own?.body,
    };
  }
}
