import { BOT_NAMES, type BotSkill } from '../../shared/defs/bots.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import { createBrain, type Brain } from '../../shared/bot/Brain.ts';
import { botViewOfWorld } from '../../shared/bot/BotView.ts';
import { think } from '../../shared/bot/think.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { nextInt, type Prng } from '../../shared/math/prng.ts';
import type { Command } from '../../shared/sim/Command.ts';
import type { World } from '../../shared/sim/World.ts';
import type { SeatSnapshot, SeatsSnapshot } from './MatchSnapshot.ts';
import { distinctName, presentableName } from './playerName.ts';

const SKILL: BotSkill = 'normal';
const SEEDS = 2 ** 31;

/** A place in the match, of a person or a bot. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** Names the party it was promised to; undefined of who came alone. It is a secret: it opens the party. */
  readonly party: string | undefined;
  /** Whose it is, when it is a person's whom the server knows. */
  playerId: string | undefined;
  /** False while a person's connection is away. */
  connected: boolean;
  lastWish: Command | undefined;
  /** Ticks since a person last wished for anything new. */
  idleTicks: number;
  /** What plays the avatar: a bot's own, or that of an absent person. */
  brain: Brain | undefined;
}

/** What the server promised with a seat, and no client has a say in. */
export interface SeatTerms {
  /** The team that was planned for who sits there. */
  readonly team?: number | undefined;
  readonly party?: Seat['party'];
  readonly playerId?: Seat['playerId'];
}

/** Who sits in a match, and who plays each avatar in a tick: the person, or a bot in its place. */
export class Seats {
  readonly #seats = new Map<string, Seat>();
  readonly #prng: Prng;
  #guests: number;

  constructor(seed: number) {
    this.#prng = { state: seed >>> 0 };
    this.#guests = 100 + nextInt(this.#prng, 800);
  }

  /**
   * The seats of a snapshot. Whoever is a person is away until their connection is back, and a bot plays them;
   * bots start with fresh minds.
   */
  static restore({ prngState, guests, taken }: SeatsSnapshot): Seats {
    const seats = new Seats(0);
    seats.#prng.state = prngState;
    seats.#guests = guests;
    for (const seat of taken) seats.#seats.set(seat.id, createSeat(seat, seat.bot));
    return seats;
  }

  get all(): ReadonlyMap<string, Seat> {
    return this.#seats;
  }

  get people(): number {
    return this.#count(false);
  }

  get bots(): number {
    return this.#count(true);
  }

  /**
   * Takes down who sits where. Not kept: what bots have in mind, since they find their way again in a moment;
   * and wishes and idle ticks, since whoever comes back begins anew.
   */
  snapshot(): SeatsSnapshot {
    const taken = Array.from(this.#seats.values(), ({ id, name, bot, playerId, party }) => {
      return { id, name, bot, playerId, party };
    });
    return { prngState: this.#prng.state, guests: this.#guests, taken };
  }

  /** Seats a person; the name is made presentable, and distinct from all but that of an older seat of theirs, which they are about to lose. */
  takePerson(id: string, wishedName: unknown, { playerId, party }: SeatTerms = {}): Seat {
    this.#guests += 1;
    return this.#take({ id, name: presentableName(wishedName, this.#guests), bot: false, playerId, party });
  }

  /** Seats a bot under the first free number. */
  takeBot(): Seat {
    let number = 1;
    while (this.#seats.has(`bot-${number}`)) number += 1;
    return this.#take({ id: `bot-${number}`, name: BOT_NAMES[(number - 1) % BOT_NAMES.length]!, bot: true });
  }

  leave(id: string): void {
    this.#seats.delete(id);
  }

  /** Those who came with somebody, as far as they sit here. */
  matesOf(id: string): readonly string[] {
    const party = this.#seats.get(id)?.party;
    const isMate = (seat: Seat): boolean => party !== undefined && seat.party === party && seat.id !== id;
    return Array.from(this.#seats.values())
      .filter(isMate)
      .map((seat) => seat.id);
  }

  /** Notes whose seat it is, so that the match goes on their record; undefined of a person whom the server does not know. */
  setOwner(id: string, playerId: string | undefined): void {
    const seat = this.#seats.get(id);
    if (seat !== undefined) seat.playerId = playerId;
  }

  /** Notes whether a person's connection is there. */
  setConnected(id: string, connected: boolean): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    seat.connected = connected;
    seat.idleTicks = 0;
    seat.lastWish = undefined;
  }

  isConnected(id: string): boolean {
    return this.#seats.get(id)?.connected ?? true;
  }

  /** Whether a bot plays the avatar of a person: they are away, or have long not moved. */
  isOnAutopilot(id: string): boolean {
    const seat = this.#seats.get(id);
    return seat !== undefined && !seat.bot && isPlayedByBot(seat);
  }

  /** Forgets what the bots had in mind: it was about another map. */
  resetBrains(): void {
    for (const seat of this.#seats.values()) seat.brain = undefined;
  }

  /** The commands of one tick: the people's, and the bots' wherever no person plays. */
  chooseCommands(world: World, wishes: ReadonlyMap<string, Command>): Map<string, Command> {
    const commands = new Map<string, Command>();
    for (const seat of this.#seats.values()) {
      const wish = wishes.get(seat.id);
      if (!seat.bot) noteWish(seat, wish);
      if (isPlayedByBot(seat)) {
        commands.set(seat.id, this.#thinkFor(seat, world));
      } else {
        seat.brain = undefined;
        if (wish !== undefined) commands.set(seat.id, wish);
      }
    }
    return commands;
  }

  #thinkFor(seat: Seat, world: World): Command {
    seat.brain ??= this.#createBrain(world.map);
    return think(seat.brain, botViewOfWorld(world, seat.id));
  }

  #createBrain(map: ArenaMap): Brain {
    return createBrain({ seed: nextInt(this.#prng, SEEDS), skill: SKILL, map });
  }

  #take(taken: SeatSnapshot): Seat {
    const { playerId } = taken;
    const others = [...this.#seats.values()].filter((seat) => playerId === undefined || seat.playerId !== playerId);
    const name = distinctName(
      taken.name,
      others.map((other) => other.name),
    );
    const seat = createSeat({ ...taken, name }, true);
    this.#seats.set(seat.id, seat);
    return seat;
  }

  #count(bot: boolean): number {
    let count = 0;
    for (const seat of this.#seats.values()) if (seat.bot === bot) count += 1;
    return count;
  }
}

function createSeat({ id, name, bot, playerId, party }: SeatSnapshot, connected: boolean): Seat {
  return { id, name, bot, playerId, party, connected, lastWish: undefined, idleTicks: 0, brain: undefined };
}

/** Whether a bot works the avatar: its own, or that of someone who is away or has long not moved. */
export function isPlayedByBot(seat: Readonly<Seat>): boolean {
  return seat.bot || !seat.connected || seat.idleTicks >= INPUT.idleTicks;
}

function noteWish(seat: Seat, wish: Command | undefined): void {
  const isNew = wish !== undefined && (seat.lastWish === undefined || !wishesTheSame(seat.lastWish, wish));
  seat.idleTicks = isNew ? 0 : seat.idleTicks + 1;
  if (isNew) seat.lastWish = wish;
}

function wishesTheSame(one: Command, other: Command): boolean {
  return (
    one.moveX === other.moveX &&
    one.moveY === other.moveY &&
    one.aim === other.aim &&
    one.buttons === other.buttons &&
    one.weapon === other.weapon
  );
}
