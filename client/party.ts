import { ROOM_PARTY } from '../shared/net/protocol.ts';
import { carryInvite } from './menu/carryInvite.ts';
import { PartyRoster } from './menu/PartyRoster.ts';
import { joinAsPerson, RoomRefused } from './net/joinAsPerson.ts';
import type { Login } from './net/Login.ts';
import { PartyLink, type PartyOptions } from './net/PartyLink.ts';
import type { Settings } from './settings/Settings.ts';

export interface PartyPageOptions extends Pick<PartyOptions, 'onParty' | 'onSeat' | 'onQueue' | 'onNoSeats'> {
  /** Where the members are shown. */
  readonly root: HTMLElement;
  readonly login: Login;
  readonly settings: Settings;
}

/** One's place in a party, on this page; its code is in the address for as long as one is in it. */
export function openPartyLink({ root, login, settings, onParty, ...told }: PartyPageOptions): PartyLink {
  const link: PartyLink = new PartyLink({
    ...told,
    connect: (code) =>
      joinAsPerson(ROOM_PARTY, { login, name: settings.get('name') }, { ...(code && { party: code }) }),
    isFinal: (error) => error instanceof RoomRefused,
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
