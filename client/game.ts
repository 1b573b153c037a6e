import { mapOf } from '../shared/defs/mapOf.ts';
import type { GrantedSeat } from '../shared/net/askForSeat.ts';
import type { JoinOptions } from '../shared/net/messages.ts';
import { ArenaPage, type StayEnd } from './ArenaPage.ts';
import type { Loading } from './menu/Loading.ts';
import type { Flags } from './menu/readFlags.ts';
import { ArenaClient } from './net/ArenaClient.ts';
import { KeptSeat } from './net/KeptSeat.ts';
import type { AsPerson, Login } from './net/Login.ts';
import { codeOf, describeJoinError, isSeatGone } from './net/connectionEnds.ts';
import { joinCalled } from './net/joinCalled.ts';
import type { Settings } from './settings/Settings.ts';

export interface PlayOptions {
  /** Where the arena is built. */
  readonly root: HTMLElement;
  readonly settings: Settings;
  readonly flags: Flags;
  readonly loading: Loading;
  readonly seat: KeptSeat;
  readonly login: Login;
  /** To the private match that is to be joined; any public one when absent. */
  readonly invite?: string | undefined;
  /** Whether one was called to that match, which awaits one for a while. */
  readonly isCalled: boolean;
  /** In the match that is to be joined. */
  readonly granted?: GrantedSeat | undefined;
  /** Watches what others play. */
  readonly watch: boolean;
  /** Ends the stay: one goes elsewhere. */
  readonly signal: AbortSignal;
}

// Fetched while the menu is read, so that Play need not wait for it.
const scenes = import('./scenes/startArena.ts');
scenes.catch(() => undefined);

/**
 * Joins an arena, to play or to watch, or comes back into the seat kept from before the page was loaded anew; plays until the stay ends,
 * and clears up. Never rejects for what a player can mend.
 */
export async function playArena(options: PlayOptions): Promise<StayEnd> {
  const { root, settings, flags, loading, watch, granted, signal } = options;
  const { startArena } = await scenes;
  loading.report('code');
  // Nobody comes back to watching; and the seat of a match that is played stays as it is.
  const seat = watch ? new KeptSeat(undefined) : options.seat;
  if (granted !== undefined) seat.drop();
  const returning = seat.token !== undefined;
  let client: ArenaClient;
  try {
    const join = wishesOf(options);
    const asPerson: AsPerson = (work) => options.login.use(join.name ?? '', work);
    const stay = { endpoint: location.origin, join, asPerson, seat, granted };
    const enter = () => ArenaClient[returning ? 'resume' : 'join'](stay, (done) => loading.report(done));
    client = await (options.isCalled ? untilAwaited(enter, signal) : enter());
  } catch (error) {
    if (returning && isSeatGone(error))
      return { reason: 'Your seat has been given up meanwhile. Play takes a new one.' };
    const code = codeOf(error);
    return { reason: describeJoinError(error), ...(typeof code === 'number' && { code }) };
  }
  signal.addEventListener('abort', () => client.leave());
  const page = new ArenaPage({ root, client, settings, isCalled: options.isCalled, startArena });
  try {
    if (signal.aborted) return { reason: '' };
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

function untilAwaited(join: () => Promise<ArenaClient>, signal: AbortSignal): Promise<ArenaClient> {
  return joinCalled({
    join,
    isWanted: () => !signal.aborted,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs: () => performance.now(),
    random: () => Math.random(),
  });
}

/** One watches wherever most is going on, unless the address says where; one plays on the arena that is chosen. */
function wishesOf({ settings, flags, invite, watch }: PlayOptions): JoinOptions {
  const mode = settings.get('mode');
  const map = watch ? flags.map : mapOf(mode, settings.get('map'));
  return {
    name: settings.get('name'),
    mode,
    ...(map && { map }),
    ...(invite && { invite }),
    ...(watch && { spectate: true }),
  };
}
