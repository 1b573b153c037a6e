import type { QueuedPlayer, Ticket } from '../../server/matchmaking/Ticket.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import { nextFloat, nextInt, nextNormal, type Prng } from '../../shared/math/prng.ts';
import type { Population } from './populations.ts';

/** Of a rating that has found its place. */
const SETTLED_SIGMA = 1.5;
const LARGEST_PARTY = 4;

/** The tickets of a population, in the order they come, at the moments they come. */
export class Arrivals {
  readonly #population: Population;
  readonly #prng: Prng;
  #count = 0;
  #nextAtMs: number;

  constructor(population: Population) {
    this.#population = population;
    this.#prng = { state: population.seed };
    this.#nextAtMs = this.#pause();
  }

  /** Those who have come up to now and were not given before. */
  *until(nowMs: number): Generator<Ticket> {
    while (this.#nextAtMs <= nowMs) {
      yield this.#ticket(this.#nextAtMs);
      this.#nextAtMs += this.#pause();
    }
  }

  /** Until the next comes, independent of who came before (a Poisson process). */
  #pause(): number {
    return this.#exponential() * (60_000 / this.#population.arrivalsPerMinute);
  }

  #ticket(enteredAtMs: number): Ticket {
    const { teamShare, partyShare } = this.#population;
    const isTeam = nextFloat(this.#prng) < teamShare;
    const isParty = isTeam && nextFloat(this.#prng) < partyShare;
    const size = isParty ? 2 + nextInt(this.#prng, LARGEST_PARTY - 1) : 1;
    const id = `t${String(this.#count++).padStart(6, '0')}`;
    const players = Array.from({ length: size }, (_, index) => this.#player(`${id}-${index}`));
    return { id, mode: isTeam ? 'teamDeathmatch' : 'duel', players, enteredAtMs };
  }

  #player(playerId: string): QueuedPlayer {
    const { newcomerShare, strength, pingMs } = this.#population;
    const isPlaced = nextFloat(this.#prng) >= newcomerShare;
    const mu = strength.mean + strength.deviation * nextNormal(this.#prng);
    return {
      playerId,
      name: playerId,
      // Nothing is known of newcomers yet.
      rating: isPlaced ? { mu, sigma: SETTLED_SIGMA } : RANKED.newcomer,
      isPlaced,
      pingMs: pingMs.atLeast + this.#exponential() * pingMs.meanBeyond,
    };
  }

  /** Of an exponential distribution with mean 1. */
  #exponential(): number {
    return -Math.log(1 - nextFloat(this.#prng));
  }
}
