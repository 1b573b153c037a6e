import type { Room } from '@colyseus/sdk';
import type { FromQueue, ToQueue } from '../../shared/net/queueMessages.ts';
import { ROOM_QUEUE } from '../../shared/net/protocol.ts';
import { sdkClient } from './arenaClient.ts';
import { until } from './until.ts';

/** Somebody at the other end of a socket of the queue. */
export class QueueClient {
  readonly room: Room;
  readonly progress: FromQueue['progress'][] = [];
  readonly refusals: FromQueue['refused'][] = [];
  /** The code the connection ended with. */
  readonly closed: Promise<number>;
  #call: FromQueue['matched'] | undefined;

  private constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('progress', (message: FromQueue['progress']) => this.progress.push(message));
    room.onMessage('refused', (message: FromQueue['refused']) => this.refusals.push(message));
    room.onMessage('matched', (message: FromQueue['matched']) => (this.#call = message));
    this.closed = new Promise((resolve) => {
      room.onLeave((code) => resolve(code));
    });
  }

  /** @param accessToken says who queues; nobody may who says nothing */
  static async join(url: string, accessToken: string | undefined): Promise<QueueClient> {
    return new QueueClient(await sdkClient(url, accessToken).joinOrCreate(ROOM_QUEUE));
  }

  enter(wish: ToQueue['enter']): void {
    this.room.send('enter', wish);
  }

  /** Leaves on purpose; nothing happens when the connection has ended already. */
  async leave(): Promise<void> {
    await Promise.race([this.room.leave(), this.closed]);
  }

  /** Waits until a match calls. */
  async called(): Promise<FromQueue['matched']> {
    await until(() => this.#call !== undefined);
    return this.#call!;
  }
}
