import type { Client, Room } from '@colyseus/core';
import type { ToClient, ToServer } from '../../shared/net/messages.ts';
import { Chat, type Speaker } from '../chat/Chat.ts';
import type { Match } from '../match/Match.ts';
import type { Services } from '../services.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import type { Standing } from './judgeMessage.ts';
import type { MessageDesk } from './readMessages.ts';
import type { Spectators } from './Spectators.ts';

/** Those who watch have no name in the match. */
const SPECTATOR_NAME = 'Spectator';

/** Where what the people of an arena say is dealt with, apart from their inputs. */
export class ArenaDesk implements MessageDesk<ToServer> {
  readonly #room: Room<ArenaTypes>;
  readonly #match: Match;
  readonly #spectators: Spectators;
  readonly #chat: Chat;

  constructor(
    room: Room<ArenaTypes>,
    { config, words, chatBudget }: Pick<Services, 'config' | 'words' | 'chatBudget'>,
    { match, spectators }: { readonly match: Match; readonly spectators: Spectators },
  ) {
    this.#room = room;
    this.#match = match;
    this.#spectators = spectators;
    this.#chat = new Chat({ rule: config.chat, words, budget: chatBudget });
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

  phrase(client: Client, message: ToServer['phrase']): void {
    this.#say(client, message);
  }

  say(client: Client, message: ToServer['say']): void {
    this.#say(client, message);
  }

  /** Somebody's seat is given up: what they said goes with them. */
  forget(sessionId: string): void {
    this.#chat.log.forget(sessionId);
  }

  #say(client: Client, message: ToServer['phrase'] | ToServer['say']): void {
    const present = this.#room.clients.map((each) => ({ ...this.#speakerOf(each), client: each }));
    const delivery = this.#chat.say(this.#speakerOf(client), message, present, this.#match.world.tick);
    if (delivery.kind === 'tell') for (const { client: each } of delivery.listeners) each.send('chat', delivery.line);
    else if (delivery.kind === 'tooMuch') client.send('notice', { notice: 'saysTooMuch' } satisfies ToClient['notice']);
  }

  #speakerOf(client: Client): Speaker {
    const { sessionId: id } = client;
    const { role } = this.standingOf(client);
    const player = this.#match.world.players.get(id);
    return { id, role, team: player?.team ?? 0, name: player?.name ?? SPECTATOR_NAME, person: id };
  }
}
