import { CloseCode, matchMaker, Room, ServerError, type Client, type RoomException } from '@colyseus/core';
import { CLOSE } from '../../shared/net/protocol.ts';
import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { FromParty, ToParty } from '../../shared/net/messages.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import { HTTP_ERRORS, refusal, type CLOSE_ERRORS } from '../errors.ts';
import { explainRefusal } from '../matchmaking/explainRefusal.ts';
import { formatInviteCode, makeInviteCode, makePartyCode, readPartyCode } from '../matchmaking/inviteCode.ts';
import { MOST_MEMBERS, Party } from '../party/Party.ts';
import { PartyRecord, readParty } from '../party/PartyRecord.ts';
import { seatTogether } from '../party/seatTogether.ts';
import type { Services } from '../services.ts';
import { dropLaggards } from './connectionGuard.ts';
import { greet } from './greet.ts';
import type { Standing } from './judgeMessage.ts';
import { SEAT_RESERVATION_SECONDS } from './keepsSeat.ts';
import { PARTY_MESSAGES } from './messageTable.ts';
import { openLine } from './openLine.ts';
import { readLines } from './PlayerLine.ts';
import { readRoomChoice } from './joinOptions.ts';
import type { KnownContext } from '../matchmaking/KnownContext.ts';
import { readMessages, type MessageDesk } from './readMessages.ts';
import { sendAway } from './sendAway.ts';

const WATCH_INTERVAL_MS = 1000;
const WAITING: Standing = { role: 'player', phase: 'waiting' };

/** A member's newer connection comes before the older one is gone. */
const MOST_CONNECTIONS = 2 * MOST_MEMBERS;

/**
 * Where the members of a party meet while they are in no match, or in one. A room under the code of a party that was written
 * down goes on with it; any other begins one.
 */
export class PartyRoom extends Room {
  override maxClients = MOST_CONNECTIONS;
  override seatReservationTimeout = SEAT_RESERVATION_SECONDS;
  override messages = readMessages<ToParty>(PARTY_MESSAGES, () => this.#desk);

  #services!: Services;
  #party!: Party;
  #record!: PartyRecord;
  /** By member, who they are and their newest connection. */
  readonly #here = new Map<string, { readonly person: Identity; readonly client: Client }>();
  #isSeating = false;
  readonly #desk: MessageDesk<ToParty> = {
    standingOf: () => WAITING,
    play: (client, wish) => void this.#play(client, wish),
    queue: (client, { mode }) => this.#queue(client, mode),
    lead: (client, { member }) => this.#lead(client, member),
    remove: (client, { member }) => this.#remove(client, member),
  };

  static override async onAuth(_token: string, options: unknown, { person }: KnownContext): Promise<Identity> {
    readRoomChoice(options);
    if (person === undefined) throw refusal(HTTP_ERRORS.badToken);
    return person;
  }

  override async onCreate({ services }: { readonly services: Services }): Promise<void> {
    this.#services = services;
    const code = readPartyCode(this.roomId) ?? makePartyCode();
    this.roomId = code;
    const { presence } = matchMaker;
    this.#record = new PartyRecord(code, presence);
    const known = await readParty(code, presence);
    this.#party = known === undefined ? new Party() : Party.restore(known, Date.now());
    void this.setPrivate(true);
    readLines(this);
    // There is no state to send; only the connections are looked after.
    this.patchRate = null as unknown as number;
    this.setTimestep(() => this.#lookAfter(), WATCH_INTERVAL_MS);
  }

  override onJoin(client: Client): void {
    greet(client, this.#services);
    const person = memberOf(client);
    const answer = this.#party.enter(person);
    if (answer !== 'entered') throw refusal(answer === 'full' ? HTTP_ERRORS.partyFull : HTTP_ERRORS.noLongerInParty);
    const older = this.#here.get(person.playerId);
    this.#here.set(person.playerId, { person, client });
    if (older !== undefined) this.#close(older.client, CLOSE.replacedByNewerConnection);
    openLine(this, client, { table: PARTY_MESSAGES, metrics: this.#services.metrics });
    this.#tell();
  }

  override onLeave(client: Client, code?: number): void {
    const { playerId } = memberOf(client);
    if (this.#here.get(playerId)?.client !== client) return;
    this.#here.delete(playerId);
    if (code === CloseCode.CONSENTED) this.#party.leave(playerId);
    else this.#party.lose(playerId, Date.now());
    this.#tell();
  }

  override onBeforeShutdown(): void {
    for (const client of Array.from(this.clients)) this.#close(client, CLOSE.serverStopping);
    this.disconnect(CLOSE.serverStopping).catch((error: unknown) => this.#fail(error, 'disconnect'));
  }

  /** An error nobody expected costs a line in the log, and nobody the party. Refusals are expected. */
  override onUncaughtException(error: RoomException, hook: string): void {
    if (!(error.cause instanceof ServerError)) this.#fail(error.cause ?? error, hook);
  }

  #lookAfter(): void {
    dropLaggards(this.clients, (client) => this.#close(client, CLOSE.tooSlow));
    for (const { person, client } of Array.from(this.#here.values())) {
      if (this.#services.people.isRevoked(person)) this.#close(client, CLOSE.signInEnded);
    }
    if (this.#party.giveUpAbsent(Date.now())) this.#tell();
    void this.#record.renew(this.#party);
  }

  async #play(client: Client, wish: ToParty['play']): Promise<void> {
    if (this.#isSeating || !this.#leads(client)) return;
    this.#isSeating = true;
    const companions = Array.from(this.#here.values());
    try {
      const waits = await this.#services.limits.spend('rooms', memberOf(client).playerId);
      if (waits !== undefined) throw refusal(HTTP_ERRORS.tooManyRooms);
      const people = companions.map(({ person }) => person);
      const seats = await seatTogether({ code: this.roomId, people }, wish, this.#services.plans);
      companions.forEach(({ client }, index) => client.send('seat', seats[index]! satisfies FromParty['seat']));
    } catch (error) {
      const row = explainRefusal(error) ?? HTTP_ERRORS.internal;
      if (row === HTTP_ERRORS.internal) this.#fail(error, 'play');
      this.broadcast('noSeats', { message: row.message } satisfies FromParty['noSeats']);
    } finally {
      this.#isSeating = false;
    }
  }

  /** One code and one number for all: by them the queue knows who belongs together, and whom to wait for. */
  #queue(client: Client, mode: RankedMode): void {
    if (!this.#leads(client)) return;
    const party = { code: makeInviteCode(), size: this.#here.size };
    const wish: FromParty['queue'] = party.size === 1 ? { mode } : { mode, party };
    for (const member of this.#here.values()) member.client.send('queue', wish);
  }

  #leads(client: Client): boolean {
    return memberOf(client).playerId === this.#party.leader;
  }

  #lead(client: Client, member: string): void {
    if (this.#party.handLead(memberOf(client).playerId, member)) this.#tell();
  }

  #remove(client: Client, member: string): void {
    if (!this.#party.remove(memberOf(client).playerId, member)) return;
    const removed = this.#here.get(member);
    this.#here.delete(member);
    if (removed !== undefined) this.#close(removed.client, CLOSE.removedFromParty);
    this.#tell();
  }

  /** Tells everybody how the party is now, and writes it down. */
  #tell(): void {
    const members = this.#party.members.map(({ playerId, name, awaySinceMs }) => ({
      id: playerId,
      name,
      isHere: awaySinceMs === undefined,
    }));
    const party = { code: formatInviteCode(this.roomId), leader: this.#party.leader, members };
    for (const [self, { client }] of this.#here) {
      client.send('party', { ...party, self } satisfies FromParty['party']);
    }
    void this.#record.write(this.#party.snapshot());
  }

  #close(client: Client, code: keyof typeof CLOSE_ERRORS): void {
    sendAway(this, client, code, this.#services.metrics);
  }

  #fail(error: unknown, hook: string): void {
    this.#services?.log.error({ err: error, hook, room: this.roomId }, 'party failed');
  }
}

/** Of those who were let in; nobody else is. */
function memberOf({ auth }: Client): Identity {
  return auth as Identity;
}
