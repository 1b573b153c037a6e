import { ArenaPage } from './ArenaPage.ts';
import type { Loading } from './menu/Loading.ts';
import type { Flags } from './menu/readFlags.ts';
import { ArenaClient } from './net/ArenaClient.ts';
import { describeJoinError } from './net/connectionEnds.ts';
import type { Settings } from './settings/Settings.ts';

export interface PlayOptions {
  /** Where the arena is built. */
  readonly root: HTMLElement;
  readonly settings: Settings;
  readonly flags: Flags;
  readonly loading: Loading;
}

/** How a stay ended; the reason is empty when the player just left. */
export interface StayEnd {
  readonly reason: string;
}

// Fetched while the menu is read, so that Play need not wait for it.
const scenes = import('./scenes/startArena.ts');
scenes.catch(() => undefined);

/** Joins an arena, plays until the stay ends, and clears up. Never rejects for what a player can mend. */
export async function playArena({ root, settings, flags, loading }: PlayOptions): Promise<StayEnd> {
  const { startArena } = await scenes;
  loading.report('code');
  let client: ArenaClient;
  try {
    const choice = { name: settings.get('name'), mode: settings.get('mode'), map: settings.get('map') };
    const join = flags.invite === undefined ? choice : { ...choice, invite: flags.invite };
    client = await ArenaClient.join({ endpoint: location.origin, join }, (done) => loading.report(done));
  } catch (error) {
    return { reason: describeJoinError(error) };
  }
  const page = new ArenaPage({ root, client, settings, startArena });
  try {
    await page.enter();
    loading.report('arena');
    loading.hide();
    if (flags.debug) Object.assign(globalThis, { __fracas: page.exposed });
    return await page.ended;
  } finally {
    client.leave();
    page.destroy();
  }
}
