import { applyPalette } from './menu/applyPalette.ts';
import { Loading } from './menu/Loading.ts';
import { element, Menu } from './menu/Menu.ts';
import { readFlags } from './menu/readFlags.ts';
import { Settings } from './settings/Settings.ts';

// The little that paints the menu; the game itself is fetched behind it.
const flags = readFlags(location.search);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const settings = new Settings(openStore(), calm);
if (flags.quality !== undefined) settings.override('quality', flags.quality);
if (flags.name !== undefined) settings.override('name', flags.name);
if (flags.map !== undefined) settings.override('map', flags.map);
applyPalette(settings);

const loading = new Loading();
const menu = new Menu(settings, () => void play());
const game = import('./game.ts');
// Play awaits it and tells what went wrong; until then a failure is nobody's business.
game.catch(() => undefined);
const backdrop = import('./menu/Backdrop.ts').then(({ Backdrop }) => new Backdrop(settings));
backdrop.catch(() => undefined);
if (flags.play) void play();

async function play(): Promise<void> {
  menu.hide();
  loading.show();
  const arena = element('arena');
  try {
    const { playArena } = await game;
    const end = await playArena({ root: arena, settings, flags, loading });
    menu.show(end.reason);
  } catch (error) {
    menu.show(error instanceof Error ? error.message : 'The game could not be loaded. Reload the page.');
  } finally {
    loading.hide();
    arena.replaceChildren();
    arena.hidden = true;
  }
}

/** Reading `localStorage` throws where the browser forbids it. */
function openStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
