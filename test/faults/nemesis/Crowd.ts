import { BotClient } from '../../../bots/BotClient.ts';
import { LightClient } from '../../../bots/LightClient.ts';
import { LightLink } from '../../../bots/LightLink.ts';
import type { NetworkClient } from '../../../bots/NetworkClient.ts';
import { reserveSeat } from '../../../bots/reserveSeat.ts';
import { MAP_IDS, MAPS } from '../../../shared/defs/maps.ts';
import { TICK_MS } from '../../../shared/defs/rates.ts';
import type { JoinOptions } from '../../../shared/net/messages.ts';
import type { Line } from '../history/History.ts';

/** Those beyond are not let in: the machine has to carry them all. */
const MOST_PLAYERS = 16;
/** As many as have players enough to meet there. */
const ARENAS = MAP_IDS.filter((map) => MAPS[map].inRotation);
const NO_TROUBLE = { rttMs: 0, jitterMs: 0, lossPercent: 0 };

/** Invites are not for bots, only for this one test of them. */
type Wishes = JoinOptions & { readonly invite?: string };

interface Member {
  readonly client: NetworkClient;
  /** Players with eyes: what they see is told with every patch. */
  readonly bot: BotClient | undefined;
  seenTick: number;
}

/** Players in several rooms, of whom some only play and others also tell what they see. */
export class Crowd {
  readonly #url: string;
  readonly #seed: number;
  readonly #tell: (line: Line) => void;
  readonly #members: Member[] = [];
  readonly #timer: NodeJS.Timeout;
  #joined = 0;

  /** @param url where matchmaking answers */
  constructor(url: string, seed: number, tell: (line: Line) => void) {
    this.#url = url;
    this.#seed = seed;
    this.#tell = tell;
    this.#timer = setInterval(() => this.#step(), TICK_MS);
  }

  get size(): number {
    return this.#members.length;
  }

  /** Whether everybody who has not left is in a match now. */
  get isComplete(): boolean {
    return this.#members.every(({ client }) => client.presence !== 'away');
  }

  /** One more player, every other with eyes, in one of the arenas in turn. Rejects when there is no seat now. */
  async join(wishes: Wishes = {}): Promise<void> {
    if (this.#members.length >= MOST_PLAYERS) return;
    const number = this.#joined++;
    const join: Wishes = { name: `P${number}`, map: ARENAS[Math.floor(number / 2) % ARENAS.length]!, ...wishes };
    const options = { url: this.#url, join, seed: this.#seed * 1009 + number, trouble: NO_TROUBLE };
    const hasEyes = number % 2 === 0;
    const bot = hasEyes ? await BotClient.join({ ...options, skill: 'normal' }) : undefined;
    const client = bot ?? (await LightClient.join(options));
    const { playerId: player, roomId: room } = client;
    this.#members.push({ client, bot, seenTick: 0 });
    this.#tell({ type: 'joined', atMs: Date.now(), player, room });
    client.onPresence((presence) => {
      const type = presence === 'here' ? 'back' : presence;
      this.#tell({ type, atMs: Date.now(), player, room, reason: client.tally.errors.join('; ') });
    });
  }

  /** A private match is opened, and two players come into it. */
  async openPrivate(): Promise<void> {
    const response = await fetch(`${this.#url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(3000),
    });
    if (response.status !== 201) return;
    const { invite } = (await response.json()) as { invite: string };
    await Promise.all([this.join({ invite }), this.join({ invite })]);
  }

  /** One of those who are connected leaves, by its own wish. @param whom in [0, 1) */
  async leave(whom: number): Promise<void> {
    const here = this.#members.filter(({ client }) => client.presence === 'here');
    const member = here[Math.floor(whom * here.length)];
    if (member !== undefined) await this.#dismiss(member);
  }

  /** A player comes, is gone without a word in the next moment, and never comes back. */
  async vanish(): Promise<void> {
    const line = { url: this.#url, seed: this.#seed, trouble: NO_TROUBLE };
    const seat = await reserveSeat(this.#url, { name: 'Ghost' });
    const nothing = () => undefined;
    const link = await LightLink.open(line, seat, {
      onPatch: nothing,
      onPong: nothing,
      onToken: nothing,
      onEnd: nothing,
    });
    this.#tell({ type: 'vanished', atMs: Date.now(), player: seat.sessionId, room: seat.roomId });
    await link.close();
  }

  /** Everybody leaves. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#members].map((member) => this.#dismiss(member)));
  }

  async #dismiss(member: Member): Promise<void> {
    const { client } = member;
    this.#members.splice(this.#members.indexOf(member), 1);
    // Whoever is away then says by itself that the seat is lost.
    if (client.presence === 'here') {
      this.#tell({ type: 'left', atMs: Date.now(), player: client.playerId, room: client.roomId });
    }
    await client.leave();
  }

  #step(): void {
    const nowMs = performance.now();
    for (const member of this.#members) {
      member.client.step(nowMs);
      if (member.bot !== undefined) this.#look(member, member.bot);
    }
  }

  #look(member: Member, { presence, playerId: player, roomId: room, room: { state } }: BotClient): void {
    const { tick, match, phase, players } = state;
    if (presence !== 'here' || tick === member.seenTick) return;
    member.seenTick = tick;
    const kills = Object.fromEntries(Array.from(players, ([id, one]) => [id, one.kills]));
    const isSeated = players.has(player);
    this.#tell({ type: 'seen', atMs: Date.now(), player, room, match, tick, phase, kills, isSeated });
  }
}
