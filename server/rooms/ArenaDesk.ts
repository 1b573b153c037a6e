import type { Client, Room } from '@colyseus/core';
import type { ChatLine, Notice, ToClient, ToServer } from '../../shared/net/messages.ts';
import type { ReportReason } from '../../shared/defs/reports.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import { Chat, type Speaker } from '../chat/Chat.ts';
import type { Match } from '../match/Match.ts';
import type { Complaint } from '../reports/Report.ts';
import type { ReportDesk } from '../reports/ReportDesk.ts';
import type { Services } from '../services.ts';
import type { ArenaTypes } from './ArenaTypes.ts';
import type { Connections } from './Connections.ts';
import type { Standing } from './judgeMessage.ts';
import type { MessageDesk } from './readMessages.ts';
import { personOf } from './SeatOwners.ts';
import type { Spectators } from './Spectators.ts';

/** Those who watch have no name in the match. */
const SPECTATOR_NAME = 'Spectator';

/** What a desk is for. */
export interface DeskParts {
  readonly match: Match;
  readonly spectators: Spectators;
  readonly connections: Connections;
}

/** Where what the people of an arena say is dealt with, apart from their inputs. */
export class ArenaDesk implements MessageDesk<ToServer> {
  readonly #room: Room<ArenaTypes>;
  readonly #match: Match;
  readonly #spectators: Spectators;
  readonly #connections: Connections;
  readonly #chat: Chat;
  readonly #reports: ReportDesk;
  /** What was reported in this room: match, reporter and reported, as persons where the server knows them. */
  readonly #complaints = new Set<string>();

  constructor(
    room: Room<ArenaTypes>,
    { config, words, chatBudget, reports }: Pick<Services, 'config' | 'words' | 'chatBudget' | 'reports'>,
    { match, spectators, connections }: DeskParts,
  ) {
    this.#room = room;
    this.#match = match;
    this.#spectators = spectators;
    this.#connections = connections;
    this.#reports = reports;
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

  report(client: Client, { player, reason }: ToServer['report']): void {
    const reported = this.#match.world.players.get(player);
    if (reported === undefined || reported.bot || player === client.sessionId) return;
    // Once a match is enough; who says it again is told the same.
    const by = this.#personOf(client)?.playerId ?? client.sessionId;
    const about = this.#connections.ownerOf(player)?.playerId ?? player;
    const complaint = `${this.#match.number} ${by} ${about}`;
    const isTaken = this.#complaints.has(complaint) || this.#file(client, reported, reason);
    if (isTaken) this.#complaints.add(complaint);
    notify(client, isTaken ? 'reported' : 'reportsTooMuch');
  }

  /** Somebody's seat is given up: what they said in it goes with them, unless the server knows who they are. */
  forget(sessionId: string): void {
    this.#chat.log.forget(sessionId);
  }

  #say(client: Client, message: ToServer['phrase'] | ToServer['say']): void {
    const present = this.#room.clients.map((each) => ({ ...this.#speakerOf(each), client: each }));
    const delivery = this.#chat.say(this.#speakerOf(client), message, present, this.#match.world.tick);
    if (delivery.kind === 'tell') this.#tell(delivery);
    else if (delivery.kind === 'tooMuch') notify(client, 'saysTooMuch');
  }

  /** Encoded once, whoever hears it. */
  #tell({
    line,
    listeners,
  }: {
    readonly line: ChatLine;
    readonly listeners: readonly { readonly client: Client }[];
  }): void {
    const heardBy = new Set(listeners.map(({ client }) => client));
    const except = this.#room.clients.filter((client) => !heardBy.has(client));
    this.#room.broadcast('chat', line, { except });
  }

  #file(client: Client, { id, name }: Pick<Player, 'id' | 'name'>, reason: ReportReason): boolean {
    const owner = this.#connections.ownerOf(id)?.playerId;
    const complaint: Complaint = {
      reporter: { session: client.sessionId, playerId: this.#personOf(client)?.playerId },
      reported: { session: id, playerId: owner, name },
      reason,
      said: this.#chat.log.linesOf(owner ?? id),
    };
    // Those whom nobody knows come back as somebody else whenever they like: those of a room share one budget.
    const source = complaint.reporter.playerId ?? this.#room.roomId;
    return this.#reports.file(complaint, source, () => this.#match.slice());
  }

  #speakerOf(client: Client): Speaker {
    const { sessionId: id } = client;
    const player = this.#match.world.players.get(id);
    const person = this.#personOf(client);
    return {
      id,
      role: this.standingOf(client).role,
      team: player?.team ?? 0,
      name: player?.name ?? person?.name ?? SPECTATOR_NAME,
      playerId: person?.playerId,
    };
  }

  /** Seats outlive what their connections know of their owners. */
  #personOf(client: Client): Identity | undefined {
    return this.#connections.ownerOf(client.sessionId) ?? personOf(client);
  }
}

function notify(client: Client, notice: Notice): void {
  client.send('notice', { notice } satisfies ToClient['notice']);
}
