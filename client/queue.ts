import { ROOM_QUEUE } from '../shared/net/protocol.ts';
import { joinAsPerson, RoomRefused } from './net/joinAsPerson.ts';
import type { Login } from './net/Login.ts';
import { QueueLink, type QueueOptions } from './net/QueueLink.ts';
import type { Settings } from './settings/Settings.ts';

export interface QueuePageOptions extends Pick<
  QueueOptions,
  'onProgress' | 'onLost' | 'onMatch' | 'onRefusal' | 'onEnd'
> {
  readonly login: Login;
  readonly settings: Settings;
}

/** One's wait for ranked matches, on this page. */
export function openQueueLink({ login, settings, ...told }: QueuePageOptions): QueueLink {
  return new QueueLink({
    ...told,
    connect: () => joinAsPerson(ROOM_QUEUE, { login, name: settings.get('name') }),
    isFinal: (error) => error instanceof RoomRefused,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => Math.random(),
  });
}
