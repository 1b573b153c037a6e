import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { hangUp } from '../../shared/net/awaitFirstState.ts';
import { ArenaSession } from '../../shared/net/ArenaSession.ts';
import { PlayerInput } from '../../shared/net/inputSchema.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import type { Command } from '../../shared/sim/Command.ts';
import type { EnteredRoom } from './enterRoom.ts';
import type { SdkRoom } from './SdkRoom.ts';
import { TrafficMeter } from './TrafficMeter.ts';
import type { Watching } from './Watching.ts';

/** What a link tells its owner. */
export interface LinkListener {
  onPatch(): void;
  onResults(results: ToClient['results']): void;
  onVotes(votes: ToClient['votes']): void;
  /** The socket has closed; comes once, and not after `dispose`. */
  onEnd(code: number, reason: string): void;
}

/** One connection to a room, from its first full state to its end, and the netcode session that lives on it. */
export class RoomLink {
  readonly room: SdkRoom;
  /** Of a spectator, who sends no inputs. */
  readonly watching: Watching | undefined;
  readonly down = new TrafficMeter();
  readonly up = new TrafficMeter();
  session: ArenaSession;
  readonly #input;
  readonly #listener: LinkListener;

  constructor({ room, watching }: EnteredRoom, map: ArenaMap, listener: LinkListener) {
    this.room = room;
    this.watching = watching;
    this.#listener = listener;
    this.#input = room.input({ type: PlayerInput });
    this.session = this.#openSession(map);
    this.#countTraffic();
    room.onStateChange(() => this.#takePatch());
    room.onMessage('events', (events: ToClient['events']) => this.session.receiveEvents(events, performance.now()));
    room.onMessage('results', (results: ToClient['results']) => listener.onResults(results));
    room.onMessage('votes', (votes: ToClient['votes']) => listener.onVotes(votes));
    room.onLeave((code, reason) => listener.onEnd(code, reason ?? ''));
  }

  /** Plays on in another arena: what was predicted and interpolated in the last one no longer counts. */
  enterMap(map: ArenaMap): void {
    this.session = this.#openSession(map);
  }

  /** Ends the connection without a word to the listener; the server keeps the seat. */
  dispose(): void {
    hangUp(this.room);
  }

  #openSession(map: ArenaMap): ArenaSession {
    const { sessionId, state } = this.room;
    const session = new ArenaSession({ playerId: sessionId, state, map, send: (command) => this.#send(command) });
    session.receivePatch(this.#input.lastProcessed, performance.now());
    return session;
  }

  #send(command: Command): number {
    this.watching?.take(command);
    if (this.watching !== undefined || !this.room.connection.isOpen) return 0;
    Object.assign(this.#input.data, command);
    return this.#input.send();
  }

  #takePatch(): void {
    this.session.receivePatch(this.#input.lastProcessed, performance.now());
    this.#listener.onPatch();
  }

  /** The SDK counts no bytes, so both ways are tapped where they enter and leave it. */
  #countTraffic(): void {
    const { connection } = this.room;
    const receive = connection.events.onmessage;
    connection.events.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      this.down.add(event.data.byteLength, performance.now());
      receive?.(event);
    };
    const send = connection.send.bind(connection);
    connection.send = (data) => {
      this.up.add(data.byteLength, performance.now());
      send(data);
    };
  }
}
