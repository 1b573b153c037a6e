import { Client } from '@colyseus/sdk';
import { authorization } from '../shared/net/askForSeat.ts';
import { PROTOCOL_VERSION, ROOM_PARTY } from '../shared/net/protocol.ts';
import { carryInvite } from './menu/carryInvite.ts';
import { PartyRoster } from './menu/PartyRoster.ts';
import { describeJoinError } from './net/connectionEnds.ts';
import type { Login } from './net/Login.ts';
import { PartyLink, type PartyOptions } from './net/PartyLink.ts';
import type { Settings } from './settings/Settings.ts';

export interface PartyPageOptions extends Pick<PartyOptions, 'onParty' | 'onSeat' | 'onNoSeats'> {
  /** Where the members are shown. */
  readonly root: HTMLElement;
  readonly login: Login;
  readonly settings: Settings;
}

/** Too many asked, or the server is busy: the next try may succeed. */
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

/** One's place in a party, on this page; its code is in the address for as long as one is in it. */
export function openPartyLink({ root, login, settings, onParty, ...told }: PartyPageOptions): PartyLink {
  const link: PartyLink = new PartyLink({
    ...told,
    connect: (code) => joinParty(login, settings.get('name'), code),
    isFinal: (error) => error instanceof PartyRefused,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => Math.random(),
    onParty: (party, reason) => {
      carryInvite('party', party?.code);
      roster.show(party);
      onParty(party, reason);
    },
  });
  const roster = new PartyRoster(root, link);
  return link;
}

/** The server said no, and would again. */
class PartyRefused extends Error {}

async function joinParty(login: Login, name: string, party: string | undefined) {
  const wishes = { protocol: PROTOCOL_VERSION, ...(party !== undefined && { party }) };
  try {
    const room = await login.use(name, (accessToken) =>
      new Client(location.origin, { headers: authorization(accessToken) }).joinOrCreate(ROOM_PARTY, wishes),
    );
    room.reconnection.enabled = false;
    return room;
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    const words = describeJoinError(error);
    const isFinal = typeof code === 'number' && !PASSING.includes(code);
    throw isFinal ? new PartyRefused(words, { cause: error }) : new Error(words, { cause: error });
  }
}
