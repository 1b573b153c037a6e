import { Client, type Room } from '@colyseus/sdk';
import type { FromParty } from '../../shared/net/messages.ts';
import { ROOM_PARTY } from '../../shared/net/protocol.ts';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { until } from './until.ts';

/** Somebody in a party, at the other end of a real socket. */
export class PartyMember {
  readonly room: Room;
  readonly seats: FromParty['seat'][] = [];
  readonly queues: FromParty['queue'][] = [];
  readonly refusals: string[] = [];
  /** The code the connection ended with. */
  readonly closed: Promise<number>;
  party: FromParty['party'] | undefined;

  private constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('party', (party: FromParty['party']) => (this.party = party));
    room.onMessage('seat', (seat: FromParty['seat']) => this.seats.push(seat));
    room.onMessage('queue', (wish: FromParty['queue']) => this.queues.push(wish));
    room.onMessage('noSeats', ({ message }: FromParty['noSeats']) => this.refusals.push(message));
    this.closed = new Promise((resolve) => room.onLeave((code) => resolve(code)));
  }

  /** @param party its code; absent to open one */
  static async join(url: string, { accessToken }: SignIn, party?: string): Promise<PartyMember> {
    const client = new Client(url);
    client.auth.token = accessToken;
    const member = new PartyMember(await client.joinOrCreate(ROOM_PARTY, party === undefined ? {} : { party }));
    await until(() => member.party !== undefined);
    return member;
  }

  get names(): readonly string[] {
    return this.party!.members.map(({ name }) => name);
  }

  /** Those who are said to be away. */
  get away(): readonly string[] {
    return this.party!.members.filter(({ isHere }) => !isHere).map(({ name }) => name);
  }

  get leaderName(): string | undefined {
    return this.party!.members.find(({ id }) => id === this.party!.leader)?.name;
  }
}
