import { mapOf } from '../shared/defs/mapOf.ts';
import { largestParty, type RankedMode } from '../shared/defs/ranked.ts';
import type { RuleWishes } from '../shared/defs/rules.ts';
import type { GrantedSeat } from '../shared/net/askForSeat.ts';
import { CLOSE } from '../shared/net/protocol.ts';
import type { ToQueue } from '../shared/net/queueMessages.ts';
import { AccountPanel } from './menu/AccountPanel.ts';
import { applyPalette } from './menu/applyPalette.ts';
import { LastRanked } from './menu/LastRanked.ts';
import { Loading } from './menu/Loading.ts';
import { carryInvite, roomOfInvite } from './menu/carryInvite.ts';
import { KeptWish } from './menu/KeptWish.ts';
import { element, Menu } from './menu/Menu.ts';
import { PartyPanel } from './menu/PartyPanel.ts';
import { describeLead } from './menu/PartyRoster.ts';
import { QueuePanel } from './menu/QueuePanel.ts';
import { readFlags } from './menu/readFlags.ts';
import { takeReset } from './menu/takeReset.ts';
import { wordsOf } from './menu/wordsOf.ts';
import { aloneInBrowser } from './net/aloneInBrowser.ts';
import { askAccounts } from './net/askAccounts.ts';
import { KeptSeat } from './net/KeptSeat.ts';
import { Login } from './net/Login.ts';
import type { PartyLink } from './net/PartyLink.ts';
import { openStore } from './settings/openStore.ts';
import { Settings } from './settings/Settings.ts';

/** Tokens last for a quarter of an hour; one is exchanged in its last minute. */
const CARRY_ON_MS = 20_000;

// The little that paints the menu; the game itself is fetched behind it.
const flags = readFlags(location.search);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const settings = new Settings(
  openStore(() => localStorage),
  calm,
);
if (flags.quality !== undefined) settings.override('quality', flags.quality);
if (flags.name !== undefined) settings.override('name', flags.name);
if (flags.mode !== undefined) settings.override('mode', flags.mode);
if (flags.map !== undefined) settings.override('map', flags.map);
applyPalette(settings);

const login = new Login({ store: openStore(() => localStorage), ask: askAccounts, alone: aloneInBrowser });
setInterval(() => {
  if (!document.hidden) void login.carryOn();
}, CARRY_ON_MS);
addEventListener('storage', () => login.lookAgain());
const seat = new KeptSeat(openStore(() => sessionStorage));
const loading = new Loading();
const menu = new Menu(settings, play, () => enter({ watch: true }));
const friends = new PartyPanel({ settings, enterParty, join: (invite) => enter({ invite }), playTogether });
const keptWish = new KeptWish(openStore(() => sessionStorage));
const queue = new QueuePanel({
  kept: keptWish,
  open: async (told) => (await import('./queue.ts')).openQueueLink({ login, settings, ...told }),
  choose: queueUp,
  join: (invite, called) => enter({ invite, called }),
});
const lastRanked = new LastRanked(login);
new AccountPanel(settings, login).open(takeReset());
const game = import('./game.ts');
// Play awaits it and tells what went wrong; until then a failure is nobody's business.
game.catch(() => undefined);
// Here before it is asked for: what could not be fetched once cannot be again, though the server is back.
game.then(() => Promise.all([import('./queue.ts'), import('./party.ts')])).catch(() => undefined);
const backdrop = import('./menu/Backdrop.ts').then(({ Backdrop }) => new Backdrop(settings, calm));
backdrop.catch(() => undefined);
let party: PartyLink | undefined;
let stay: Promise<void> = Promise.resolve();
let leaving = new AbortController();

// An invite to one match leads to no other, wherever this tab was before.
if (flags.invite !== undefined && !seat.isIn(roomOfInvite(flags.invite))) seat.drop();
if (flags.party !== undefined) enterParty(flags.party).catch((error: unknown) => menu.tell(wordsOf(error)));
// A page that was reloaded in the midst of a match goes straight back to it.
if (flags.play || flags.watch || flags.invite !== undefined || seat.token !== undefined)
  enter({ invite: flags.invite, watch: flags.watch });
// And one that was reloaded in the queue stays in it; a tab that is opened again the next day does not.
else if (keptWish.wish !== undefined && isReloaded()) void queue.enter(keptWish.wish);

/** Where one goes: a public match where nothing is said. */
interface Entrance {
  readonly invite?: string | undefined;
  /** What one waited for in the queue, when it called one to this match. */
  readonly called?: ToQueue['enter'];
  readonly granted?: GrantedSeat;
  readonly watch?: boolean;
}

function play(): void {
  if (!playTogether()) enter({});
}

/**
 * Takes one's party along, if one leads it. Who does not is told who does.
 * @param rules of a private match; absent for a public one
 * @returns false for somebody who is in none
 */
function playTogether(rules?: RuleWishes): boolean {
  const together = party?.party;
  if (party === undefined || together === undefined) return false;
  const mode = settings.get('mode');
  const map = mapOf(mode, settings.get('map'));
  if (together.leader === together.self && !party.isLost) party.play({ mode, map, ...(rules && { rules }) });
  else menu.show(describeLead(together, party));
  return true;
}

/** Waits for a ranked match: with all of one's party, if one leads it and the mode has room for two on a side; else alone. */
function queueUp(mode: RankedMode): void {
  const together = party?.party;
  if (party === undefined || together === undefined || largestParty(mode) === 1) void queue.enter({ mode });
  else if (together.leader === together.self && !party.isLost) party.queue(mode);
  else menu.tell(describeLead(together, party));
}

/** Opens a party, or comes into that of a code. Rejects with words for the player. */
async function enterParty(code?: string): Promise<void> {
  const { openPartyLink } = await import('./party.ts');
  party ??= openPartyLink({
    root: element('party-roster'),
    login,
    settings,
    onParty: (_party, reason) => {
      if (reason !== undefined) menu.tell(reason);
    },
    onSeat: (granted) => enter({ granted }),
    onQueue: (wish) => {
      // One waits in the menu, and is in one place at a time.
      leaving.abort();
      void queue.enter(wish);
    },
    onNoSeats: (reason) => menu.tell(reason),
  });
  await party.enter(code);
}

/** Goes from wherever one is, even out of a match. */
function enter(entrance: Entrance): void {
  queue.leave();
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  stay = stay.then(() => (signal.aborted ? undefined : stayIn(entrance, signal)));
}

async function stayIn({ invite, called, granted, watch = false }: Entrance, signal: AbortSignal): Promise<void> {
  menu.hide();
  lastRanked.clear();
  // Only those who were called can come to a ranked match: it has no invite to pass on.
  friends.show(called === undefined ? invite : undefined);
  carryInvite('invite', invite);
  loading.show();
  const arena = element('arena');
  try {
    const { playArena } = await game;
    const where = { invite, isCalled: called !== undefined, granted, watch };
    const end = await playArena({ root: arena, settings, flags, loading, seat, login, ...where, signal });
    carryInvite('invite', undefined);
    if (end.matchId !== undefined) void lastRanked.show(end.matchId);
    if (called === undefined || end.code !== CLOSE.matchCalledOff || signal.aborted) return menu.show(end.reason);
    // One came in vain: the server has kept the time one waited.
    menu.show();
    void queue.enter(called, `${end.reason} You are back in the queue.`);
  } catch (error) {
    menu.show(wordsOf(error));
  } finally {
    loading.hide();
    arena.replaceChildren();
    arena.hidden = true;
  }
}

function isReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}
