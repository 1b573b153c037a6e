import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { HTTP_ERRORS, refusal, type ErrorRow } from '../errors.ts';
import { nameKey } from '../match/nameKey.ts';
import { presentableName } from '../match/playerName.ts';
import { allowedName } from '../words/allowedName.ts';
import type { WordWatch } from '../words/WordWatch.ts';
import { accountKey } from './accountKey.ts';
import { ACCESS_SECONDS, type AccessTokens, type Identity } from './AccessTokens.ts';
import type { Ban, BanCondition, BanStore } from './BanStore.ts';
import { isGuessable } from './isGuessable.ts';
import type { LivePeople } from './LivePeople.ts';
import type { Login, LoginStore } from './LoginStore.ts';
import type { Passwords } from './Passwords.ts';
import type { Person } from './Person.ts';
import { PlayerStore, type Credentials, type KnownPlayer } from './PlayerStore.ts';

const GUEST_NUMBERS = { from: 1000, to: 10_000 };

/** A database that has not answered by then is away, for whoever waits to be let into a match. */
const ADMIT_LIMIT_MS = 1000;

export interface AccountsOptions {
  readonly players: PlayerStore;
  readonly logins: LoginStore;
  readonly bans: BanStore;
  readonly tokens: AccessTokens;
  readonly passwords: Passwords;
  readonly people: Pick<LivePeople, 'revoke' | 'isRevoked'>;
  /** Tells names that others should not have to read. */
  readonly words: Pick<WordWatch, 'isClean'>;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** What whoever signs in is given. */
export interface SignIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** How long the access token counts. */
  readonly expiresInSeconds: number;
  readonly player: { readonly id: string; readonly name: string; readonly kind: Person['kind'] };
}

/**
 * Signing in and out, for guests and for owners of accounts. All of it rejects with a ServerError of the error table for what
 * a player can mend, and with what the database said while that is away.
 */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #nowMs: () => number;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Makes somebody a guest, under the name they wish for unless it is an account's. */
  async guest(wish: unknown): Promise<SignIn> {
    const name = await this.#chooseGuestName(wish);
    const nowMs = this.#nowMs();
    const { player, login } = await this.#options.logins.beginFirst(nowMs, (db) =>
      new PlayerStore(db).addGuest(name, nowMs),
    );
    return this.#answer(player, login);
  }

  async register(name: string, password: string): Promise<SignIn> {
    const credentials = await this.#makeCredentials(name, password);
    const nowMs = this.#nowMs();
    const { player, login } = await this.#options.logins.beginFirst(nowMs, async (db) => {
      const added = await new PlayerStore(db).addAccount(credentials, nowMs);
      if (added === undefined) throw refusal(HTTP_ERRORS.nameTaken);
      return added;
    });
    return this.#answer(player, login);
  }

  /** Says the same, after the same work, whether there is no such account or another password. */
  async login(name: string, password: string): Promise<SignIn> {
    const { players, passwords } = this.#options;
    const player = await players.findAccount(accountKey(name));
    const isRight = await passwords.verify(password, player?.passwordHash ?? undefined);
    if (player === undefined || !isRight) throw refusal(HTTP_ERRORS.wrongLogin);
    return this.begin(player);
  }

  /** Signs in whoever has shown who they are. @throws a `banned` refusal, or one when their password was changed meanwhile */
  async begin(player: KnownPlayer): Promise<SignIn> {
    await this.#refuseBanned(player.playerId);
    const login = await this.#options.logins.beginAs(player, this.#nowMs());
    if (login === undefined) throw refusal(HTTP_ERRORS.wrongLogin);
    return this.#answer(player, login);
  }

  /**
   * Exchanges a refresh token. One that was exchanged before ends its login, and what is played with it.
   * @param wish the name that a guest wants from now on; an account keeps its own. And a secret `attempt`, by which the same may be
   * asked for again when the answer was lost
   */
  async refresh(
    refreshToken: string,
    { name: wish, attempt }: { name?: string | undefined; attempt?: string | undefined } = {},
  ): Promise<SignIn> {
    const { logins, players, people } = this.#options;
    const owner = await logins.ownerOf(refreshToken);
    // Before it is exchanged: it is what a guest comes back with when the ban is over.
    if (owner !== undefined) await this.#refuseBanned(owner);
    const exchange = await logins.exchange(refreshToken, this.#nowMs(), attempt);
    if (exchange.kind === 'stolen') people.revoke({ playerId: exchange.playerId, loginId: exchange.loginId });
    if (exchange.kind !== 'renewed') throw refusal(HTTP_ERRORS.badToken);
    const player = await players.find(exchange.playerId);
    if (player === undefined) throw refusal(HTTP_ERRORS.badToken);
    await players.see(player.playerId, this.#nowMs());
    // Also who wishes for no other name: somebody may have made an account of theirs meanwhile.
    const named = player.kind === 'guest' ? await this.#rename(player, wish ?? player.name) : player;
    return this.#answer(named, exchange);
  }

  /** Ends a login, in every process at once. A token that is none any more has nothing to end. */
  async logout(refreshToken: string): Promise<void> {
    const ended = await this.#options.logins.end(refreshToken, this.#nowMs());
    if (ended !== undefined) this.#options.people.revoke(ended);
  }

  /** Ends the login that an access token is of, in every process at once. @throws a `badToken` or a `banned` refusal */
  async logoutBearer(accessToken: string): Promise<void> {
    const { playerId, loginId } = await this.admit(accessToken);
    await this.#options.logins.endOne(loginId, this.#nowMs());
    this.#options.people.revoke({ playerId, loginId });
  }

  /** Makes a guest the owner of an account. They stay who they are: their id, their record, and the match they are in. */
  async claim(
    accessToken: string,
    { name, password }: { name?: string | undefined; password: string },
  ): Promise<SignIn> {
    const { players, logins } = this.#options;
    const identity = await this.admit(accessToken);
    const guest = await players.find(identity.playerId);
    if (guest?.kind !== 'guest') throw refusal(HTTP_ERRORS.alreadyAccount);
    const credentials = await this.#makeCredentials(name ?? guest.name, password);
    const login = await logins.renew(identity.loginId, this.#nowMs(), (db) =>
      new PlayerStore(db).claim(guest.playerId, credentials),
    );
    if (login === undefined) throw refusal(HTTP_ERRORS.alreadyAccount);
    const { passwordHash } = credentials;
    return this.#answer({ ...guest, kind: 'account', name: credentials.name, passwordHash }, login);
  }

  /** Who somebody is now. */
  async describe(accessToken: string): Promise<SignIn['player']> {
    const { playerId } = await this.admit(accessToken);
    const player = await this.#options.players.find(playerId);
    if (player === undefined) throw refusal(HTTP_ERRORS.badToken);
    return publicOf(player);
  }

  /** Whose token it is, going by its word, and by what this process has heard of it. @throws a `badToken` refusal */
  async identify(accessToken: string): Promise<Identity> {
    const identity = await this.#options.tokens.verify(accessToken);
    if (identity === undefined) throw refusal(HTTP_ERRORS.badToken);
    return this.#refuseRevoked(identity);
  }

  /**
   * Whose token it is, when it still counts. While the database does not answer, its word is enough: it lasts for minutes,
   * and nobody is to be kept from playing.
   * @throws a `badToken` or a `banned` refusal
   */
  async admit(accessToken: string): Promise<Identity> {
    const identity = await this.#options.tokens.verify(accessToken);
    if (identity === undefined) throw refusal(HTTP_ERRORS.badToken);
    const late = wait(ADMIT_LIMIT_MS, undefined, { ref: false });
    const row = await Promise.race([this.#findFault(identity).catch(() => undefined), late]);
    if (row !== undefined) throw refusal(row);
    return this.#refuseRevoked(identity);
  }

  /**
   * Keeps a player out from now on, and ends every connection of theirs. Their logins stay, and open nothing meanwhile: a guest is
   * still the same guest when it is over. Nothing of it happens when a condition says no.
   */
  async ban(ban: Ban, condition?: BanCondition): Promise<void> {
    const tokenVersion = await this.#options.bans.add(ban, this.#nowMs(), condition);
    if (tokenVersion !== undefined) this.#options.people.revoke({ playerId: ban.playerId, tokenVersion });
  }

  /** The name a guest wishes for, or one with a number in its place: for none, one not to be read, or an account's. */
  async #chooseGuestName(wish: unknown): Promise<string> {
    const { players, words } = this.#options;
    const number = randomInt(GUEST_NUMBERS.from, GUEST_NUMBERS.to);
    const wished = presentableName(allowedName(wish, words), number);
    const owner = await players.findAccount(nameKey(wished));
    return owner === undefined ? wished : presentableName(undefined, number);
  }

  async #rename(guest: KnownPlayer, wish: string): Promise<KnownPlayer> {
    const name = await this.#chooseGuestName(wish);
    if (name !== guest.name) await this.#options.players.rename(guest.playerId, name);
    return { ...guest, name };
  }

  /** What an account of this name is to have. @throws a refusal when the name is taken, or either is no good */
  async #makeCredentials(wish: string, password: string): Promise<Credentials> {
    const { players, passwords, words } = this.#options;
    const name = accountName(allowedName(wish, words));
    if (isGuessable(password, name)) throw refusal(HTTP_ERRORS.badPassword);
    const key = nameKey(name);
    if ((await players.findAccount(key)) !== undefined) throw refusal(HTTP_ERRORS.nameTaken);
    return { name, nameKey: key, passwordHash: await passwords.hash(password) };
  }

  #refuseRevoked(identity: Identity): Identity {
    if (this.#options.people.isRevoked(identity)) throw refusal(HTTP_ERRORS.badToken);
    return identity;
  }

  /** The row of the error table for what speaks against somebody, as the database knows it. */
  async #findFault(identity: Identity): Promise<ErrorRow | undefined> {
    const { logins, bans } = this.#options;
    if (await bans.isBanned(identity.playerId, this.#nowMs())) return HTTP_ERRORS.banned;
    const revoked = await logins.findRevoked([identity]);
    return revoked.length > 0 ? HTTP_ERRORS.badToken : undefined;
  }

  async #refuseBanned(playerId: string): Promise<void> {
    if (await this.#options.bans.isBanned(playerId, this.#nowMs())) throw refusal(HTTP_ERRORS.banned);
  }

  async #answer(player: KnownPlayer, { loginId, refreshToken }: Login): Promise<SignIn> {
    const { playerId, name, kind, tokenVersion } = player;
    const accessToken = await this.#options.tokens.sign({ playerId, name, kind, loginId, tokenVersion });
    return { accessToken, refreshToken, expiresInSeconds: ACCESS_SECONDS, player: publicOf(player) };
  }
}

function publicOf({ playerId, name, kind }: KnownPlayer): SignIn['player'] {
  return { id: playerId, name, kind };
}

/** The name of an account, as it is shown. @throws a `badName` refusal for one of which nothing can be shown */
function accountName(wish: unknown): string {
  const name = presentableName(wish, 0);
  if (name === presentableName('', 0)) throw refusal(HTTP_ERRORS.badName);
  return name;
}
