import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Limits } from '../http/limits.ts';

/**
 * Lets each person have one seat at a time that was promised to them and that they have not taken, in all processes together: nobody fills
 * a match with promises. A promise that is not kept ends by itself.
 */
export class PendingSeats {
  readonly #limits: Pick<Limits, 'spend' | 'forgive'>;

  constructor(limits: Pick<Limits, 'spend' | 'forgive'>) {
    this.#limits = limits;
  }

  /**
   * Has a seat reserved for a person.
   * @param reserve rejects, or gives undefined, when there is no seat to be had; then none is pending
   * @param onRefusal told the seconds until it helps to try again, when one is pending already
   * @throws a `seatPending` refusal then
   */
  async reserve<Seat>(
    playerId: string,
    reserve: () => Promise<Seat>,
    onRefusal: (waitSeconds: number) => void,
  ): Promise<Seat> {
    const waitSeconds = await this.#limits.spend('pendingSeat', playerId);
    if (waitSeconds !== undefined) {
      onRefusal(waitSeconds);
      throw refusal(HTTP_ERRORS.seatPending);
    }
    let seat: Seat | undefined;
    try {
      seat = await reserve();
      return seat;
    } finally {
      if (seat === undefined) await this.taken(playerId);
    }
  }

  /** A person has come for it: they may ask for another seat. Never rejects. */
  async taken(playerId: string): Promise<void> {
    await this.#limits.forgive('pendingSeat', playerId).catch(() => undefined);
  }
}
