import type { ChatAudience } from '../../shared/defs/chat.ts';
import type { ChatLine } from '../../shared/net/messages.ts';
import type { Role } from '../rooms/messageTable.ts';

/** Somebody who may speak and hear in a room. */
export interface Talker {
  readonly id: string;
  readonly role: Role;
  /** 0: none; spectators have none. */
  readonly team: number;
}

/** Who hears a line, and how it is marked. */
export interface Audience<Listener extends Talker> {
  readonly to: ChatLine['to'];
  readonly listeners: readonly Listener[];
}

/**
 * Who is to hear what somebody says. Those who watch speak among themselves, whatever they wish: they know what a player
 * must not be told. They hear what is said to all. Who has no team speaks to nobody when it is to the team.
 */
export function audienceOf<Listener extends Talker>(
  speaker: Talker,
  wish: ChatAudience,
  present: readonly Listener[],
): Audience<Listener> {
  if (speaker.role === 'spectator') {
    return { to: 'spectators', listeners: present.filter(({ role }) => role === 'spectator') };
  }
  if (wish === 'all') return { to: 'all', listeners: present };
  const isTeammate = ({ role, team }: Talker) => role === 'player' && team !== 0 && team === speaker.team;
  return { to: 'team', listeners: present.filter(isTeammate) };
}
