import { setTimeout as wait } from 'node:timers/promises';
import { InputScript } from '../workload/InputScript.ts';
import { TICK_RATE } from '../workload/rules.ts';
import type { Pacing } from '../RunSetup.ts';
import { CHECK_INTERVAL_TICKS, compareSightings, type Sighting, type Verdict } from './Sighting.ts';

/** Where the checked client goes, and how it plays. */
export interface CheckedSeat {
  readonly port: number;
  readonly roomId: string;
  readonly slot: number;
  readonly seed: number;
  readonly pacing: Pacing;
}

/** A connection on which everything that comes is taken in. */
export interface CheckedLink {
  /** The tick of the last patch that came. */
  readonly tick: number;
  /** Everything it has of the arena now. */
  look(): Sighting;
  send(input: InputScript): void;
  close(): void;
}

/** How long the last patches may be on their way when the server has sent them all. */
const LAST_PATCH_LIMIT_MS = 5_000;
const LOOK_AGAIN_MS = 10;

/** The one client of a run that takes in what it is sent, as a player's would. It plays as all others do. */
export class CheckedClient {
  readonly #seat: CheckedSeat;
  readonly #link: CheckedLink;
  readonly #script: InputScript;
  readonly #sightings = new Map<number, Sighting>();
  #clock: NodeJS.Timeout | undefined;

  constructor(seat: CheckedSeat, link: CheckedLink) {
    this.#seat = seat;
    this.#link = link;
    this.#script = new InputScript(seat.seed, seat.slot);
  }

  /** To be called when the server is about to begin. */
  start(): void {
    if (this.#seat.pacing === 'open-loop') this.#clock = setInterval(() => this.#sendInput(), 1000 / TICK_RATE);
  }

  /** To be called when a patch has been taken in. */
  takePatch(): void {
    const { tick } = this.#link;
    if (tick % CHECK_INTERVAL_TICKS === 0) this.#sightings.set(tick, this.#link.look());
    if (this.#seat.pacing === 'lock-step') this.#sendInput();
  }

  /** Compares each truth with what the client had at that tick. */
  async judge(truths: readonly Sighting[]): Promise<Verdict> {
    const limitMs = performance.now() + LAST_PATCH_LIMIT_MS;
    const lastTick = truths.at(-1)?.tick ?? 0;
    while (this.#link.tick < lastTick && performance.now() < limitMs) await wait(LOOK_AGAIN_MS);
    const nothing = (tick: number): Sighting => ({ tick, players: [], shots: [] });
    const verdicts = truths.map((truth) => {
      return compareSightings(truth, this.#sightings.get(truth.tick) ?? nothing(truth.tick));
    });
    return {
      compared: verdicts.reduce((sum, { compared }) => sum + compared, 0),
      wrong: verdicts.reduce((sum, { wrong }) => sum + wrong, 0),
      firstMismatch: verdicts.find(({ wrong }) => wrong > 0)?.firstMismatch,
    };
  }

  close(): void {
    clearInterval(this.#clock);
    this.#link.close();
  }

  #sendInput(): void {
    this.#script.advance();
    this.#link.send(this.#script);
  }
}
