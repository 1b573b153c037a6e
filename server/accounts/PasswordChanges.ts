import { HTTP_ERRORS, refusal, type ErrorRow } from '../errors.ts';
import { accountKey } from './accountKey.ts';
import { isGuessable } from './isGuessable.ts';
import type { LivePeople } from './LivePeople.ts';
import type { Passwords } from './Passwords.ts';
import type { KnownPlayer, PlayerStore } from './PlayerStore.ts';
import type { ResetTokens } from './ResetTokens.ts';

export interface PasswordChangesOptions {
  readonly players: PlayerStore;
  readonly passwords: Passwords;
  readonly resets: ResetTokens;
  readonly people: Pick<LivePeople, 'revoke'>;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Sets passwords anew. Every login of the player ends with it, and whatever is played by one: whoever had the old one is out. */
export class PasswordChanges {
  readonly #options: PasswordChangesOptions;
  readonly #nowMs: () => number;

  constructor(options: PasswordChangesOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Changes the password of somebody who knows it. @throws a refusal when they do not, or the new one is no good */
  async change(
    playerId: string,
    { password, newPassword }: { password: string; newPassword: string },
  ): Promise<KnownPlayer> {
    const player = await this.#options.players.find(playerId);
    const isRight = await this.#options.passwords.verify(password, player?.passwordHash ?? undefined);
    if (player === undefined || !isRight) throw refusal(HTTP_ERRORS.wrongPassword);
    return this.#set(player, newPassword, HTTP_ERRORS.wrongPassword);
  }

  /** What the owner of an account may set another password with, once and soon; undefined when there is no such account. */
  async allowReset(name: string): Promise<string | undefined> {
    const player = await this.#options.players.findAccount(accountKey(name));
    return player && this.#options.resets.sign(player);
  }

  /** Sets the password that was lost. @throws a `badReset` refusal when the token was used, has ended, or is none */
  async reset(resetToken: string, newPassword: string): Promise<KnownPlayer> {
    const { resets, players } = this.#options;
    const allowed = await resets.verify(resetToken);
    const player = allowed && (await players.find(allowed.playerId));
    if (player?.tokenVersion !== allowed?.tokenVersion || player === undefined) throw refusal(HTTP_ERRORS.badReset);
    return this.#set(player, newPassword, HTTP_ERRORS.badReset);
  }

  /** @param late what is said when somebody was quicker, who has voided the same password or token */
  async #set(player: KnownPlayer, password: string, late: ErrorRow): Promise<KnownPlayer> {
    const { players, passwords, people } = this.#options;
    if (isGuessable(password, player.name)) throw refusal(HTTP_ERRORS.badPassword);
    const passwordHash = await passwords.hash(password);
    const changed = await players.setPassword(player, passwordHash, this.#nowMs());
    if (changed === undefined) throw refusal(late);
    people.revoke({ playerId: player.playerId, tokenVersion: changed });
    return { ...player, passwordHash, tokenVersion: changed };
  }
}
