import { AccountPanel } from './menu/AccountPanel.ts';
import { applyPalette } from './menu/applyPalette.ts';
import { Loading } from './menu/Loading.ts';
import { carryInvite, roomOfInvite } from './menu/carryInvite.ts';
import { element, Menu } from './menu/Menu.ts';
import { PartyPanel } from './menu/PartyPanel.ts';
import { readFlags } from './menu/readFlags.ts';
import { aloneInBrowser } from './net/aloneInBrowser.ts';
import { askAccounts } from './net/askAccounts.ts';
import { KeptSeat } from './net/KeptSeat.ts';
import { Login } from './net/Login.ts';
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
const seat = new KeptSeat(openStore(() => sessionStorage));
const loading = new Loading();
const menu = new Menu(
  settings,
  () => void enter({}),
  () => void enter({ watch: true }),
);
const party = new PartyPanel(settings, (invite) => void enter({ invite }));
new AccountPanel(settings, login).open();
const game = import('./game.ts');
// Play awaits it and tells what went wrong; until then a failure is nobody's business.
game.catch(() => undefined);
const backdrop = import('./menu/Backdrop.ts').then(({ Backdrop }) => new Backdrop(settings));
backdrop.catch(() => undefined);
// An invite to one match leads to no other, wherever this tab was before.
if (flags.invite !== undefined && !seat.isIn(roomOfInvite(flags.invite))) seat.drop();
// A page that was reloaded in the midst of a match goes straight back to it.
if (flags.play || flags.watch || flags.invite !== undefined || seat.token !== undefined)
  void enter({ invite: flags.invite, watch: flags.watch });

async function enter({ invite, watch = false }: { invite?: string | undefined; watch?: boolean }): Promise<void> {
  menu.hide();
  party.show(invite);
  carryInvite(invite);
  loading.show();
  const arena = element('arena');
  try {
    const { playArena } = await game;
    const end = await playArena({ root: arena, settings, flags, loading, seat, login, invite, watch });
    carryInvite(undefined);
    menu.show(end.reason);
  } catch (error) {
    menu.show(error instanceof Error ? error.message : 'The game could not be loaded. Reload the page.');
  } finally {
    loading.hide();
    arena.replaceChildren();
    arena.hidden = true;
  }
}
