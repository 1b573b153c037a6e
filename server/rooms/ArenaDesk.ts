import type { Client, Room } from '@colyseus/core';
import type { ToClient, ToServer } from '../../shared/net/messages.ts';
import type { Match } from '../match/Match.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import type { Standing } from './judgeMessage.ts';
import type { MessageDesk } from './readMessages.ts';
import type { Spectators } from './Spectators.ts';

/** Where what the people of an arena say is dealt with, apart from their inputs. */
export class ArenaDesk implements MessageDesk<ToServer> {
  readonly #room: Room<ArenaTypes>;
  readonly #match: Match;
  readonly #spectators: Spectators;

  constructor(room: Room<ArenaTypes>, match: Match, spectators: Spectators) {
    this.#room = room;
    this.#match = match;
    this.#spectators = spectators;
  }

  standingOf(client: Client): Standing {
    return { role: this.#spectators.has(client) ? 'spectator' : 'player', phase: this.#match.world.phase };
  }

  vote({ sessionId }: Client, { map }: ToServer['vote']): void {
    if (!this.#match.vote(sessionId, map)) return;
    this.#room.broadcast('votes', { counts: this.#match.votes } satisfies ToClient['votes']);
  }

  watch(client: Client, wish: ToServer['watch']): void {
    this.#spectators.watch(client, wish);
  }
}
