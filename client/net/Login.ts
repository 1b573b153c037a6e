import { TokenRefused } from '../../shared/net/askForSeat.ts';
import { AccountsRefused, type AskAccounts, type PlayerFacts, type SignIn } from './askAccounts.ts';

/** Where the login is kept; `localStorage` has this shape. */
export type LoginStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORE_KEY = 'fracas.login';
const AWAY = 'The server cannot look up players right now. Try again in a moment.';

/** So long before its end a token is exchanged: it is still good when it arrives, on the slowest line. */
const RENEWED_BEFORE_MS = 60_000;

/** Matchmaking's number for a token that is not good. */
const REFUSED = 401;

/** What a page knows of its login; all tabs share it. */
interface KeptLogin {
  readonly refreshToken: string;
  /** A secret that goes with the token when it is exchanged: by it the server knows who asks for a lost answer again. */
  readonly attempt: string;
  readonly accessToken: string;
  readonly expiresAtMs: number;
  readonly player: PlayerFacts;
  /** As the player asked for it; the server may have given another. */
  readonly wishedName: string;
}

export interface LoginOptions {
  /** Absent where the browser keeps nothing: the login lasts as long as the page. */
  readonly store: LoginStore | undefined;
  readonly ask: AskAccounts;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
  /** Keeps other tabs from exchanging the same token, as far as the browser can. */
  readonly alone?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Does what needs to know who one is: `work` gets an access token, or none. See `Login.use`. */
export type AsPerson = <T>(work: (accessToken: string | undefined) => Promise<T>) => Promise<T>;

type Listener = (player: PlayerFacts | undefined) => void;

/**
 * Who plays in this browser. Whoever is nobody yet becomes a guest by playing; the login is kept, and carried on before it
 * ends. When accounts cannot be had one plays all the same, as nobody in particular.
 */
export class Login {
  readonly #options: LoginOptions;
  readonly #nowMs: () => number;
  readonly #listeners = new Set<Listener>();
  /** Given up with the first thing it does not keep. */
  #store: LoginStore | undefined;
  /** In place of a store. */
  #kept: string | undefined;
  #renewing: Promise<string | undefined> | undefined;
  /** Whom the listeners know of, as text. */
  #told: string | undefined;

  constructor(options: LoginOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#told = JSON.stringify(this.player);
  }

  /** Who one is, as far as this browser knows. */
  get player(): PlayerFacts | undefined {
    return this.#read()?.player;
  }

  /** Calls with who one is whenever that changes; gives how to stop that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of what another tab has changed: one is the same in all of them. */
  lookAgain(): void {
    const { player } = this;
    const told = JSON.stringify(player);
    if (told === this.#told) return;
    this.#told = told;
    for (const listener of this.#listeners) listener(player);
  }

  /**
   * Does what needs to know who one is: `work` gets an access token, and once more another one when the server refuses the
   * first. Without accounts, or while they are away, it gets none.
   * @param name what a guest wants to be called
   * @throws what `work` throws, and the server's word that one is banned
   */
  async use<T>(name: string, work: (accessToken: string | undefined) => Promise<T>): Promise<T> {
    const token = await this.#token(name);
    try {
      return await work(token);
    } catch (error) {
      if (token === undefined || !isTokenRefused(error)) throw error;
      return work(await this.#token(name, token));
    }
  }

  /** Keeps a token at hand for whoever plays for long. Never rejects. */
  async carryOn(): Promise<void> {
    const kept = this.#read();
    if (kept !== undefined) await this.#token(kept.wishedName).catch(() => undefined);
  }

  /** Makes the guest one is the owner of an account, or a new one of nobody. @throws with words for the player */
  async register(name: string, password: string): Promise<void> {
    const isGuest = this.player?.kind === 'guest';
    const token = isGuest ? await this.#token(this.#read()!.wishedName) : undefined;
    // An account of nobody would leave the guest, and their record, behind for good.
    if (isGuest && token === undefined) throw new AccountsRefused('accountsAway', AWAY);
    const body = { name, password };
    const { ask } = this.#options;
    this.#keep(await (token === undefined ? ask('register', body) : ask('claim', body, token)), name);
  }

  /** Signs in to an account. The guest one was is left behind. @throws with words for the player */
  async signIn(name: string, password: string): Promise<void> {
    this.#keep(await this.#options.ask('login', { name, password }), name);
  }

  /** Changes the password of the account one is signed in to; every other login of it ends. @throws with words for the player */
  async changePassword(password: string, newPassword: string): Promise<void> {
    const token = await this.#token(this.#read()?.wishedName ?? '');
    this.#keep(await this.#options.ask('password', { password, newPassword }, token), this.player?.name);
  }

  /** Sets the password that was lost, with what the host gave, and signs in. @throws with words for the player */
  async resetPassword(resetToken: string, newPassword: string): Promise<void> {
    const signIn = await this.#options.ask('reset', { resetToken, newPassword });
    this.#keep(signIn, signIn?.player.name);
  }

  /** Signs out; the server is told when it can be. Never rejects. */
  async signOut(): Promise<void> {
    const kept = this.#read();
    this.#keep(undefined);
    if (kept !== undefined)
      await this.#options.ask('logout', { refreshToken: kept.refreshToken }).catch(() => undefined);
  }

  /** @param refused a token that the server did not take */
  async #token(name: string, refused?: string): Promise<string | undefined> {
    const kept = this.#read();
    if (kept !== undefined && this.#isGood(kept, name, refused)) return kept.accessToken;
    const alone = this.#options.alone ?? ((work) => work());
    this.#renewing ??= alone(() => this.#renew(name, refused)).finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** Whether what is kept will do; another tab may just have renewed it. */
  #isGood(kept: KeptLogin, name: string, refused: string | undefined): boolean {
    const isCalledSo = kept.player.kind === 'account' || kept.wishedName === name;
    const isFresh = kept.expiresAtMs - this.#nowMs() > RENEWED_BEFORE_MS;
    return isCalledSo && isFresh && kept.accessToken !== refused;
  }

  async #renew(name: string, refused: string | undefined): Promise<string | undefined> {
    const kept = this.#read();
    if (kept !== undefined && this.#isGood(kept, name, refused)) return kept.accessToken;
    const { ask } = this.#options;
    try {
      const signIn = kept === undefined ? await ask('guest', { name }) : await this.#refresh(kept, name);
      this.#keep(signIn ?? (await ask('guest', { name })), name);
      return this.#read()?.accessToken;
    } catch (error) {
      if (error instanceof AccountsRefused && error.code === 'banned') throw error;
      // One plays as who one is while that is known, else as nobody: accounts may be away, the game is not.
      const isStillGood = kept !== undefined && kept.expiresAtMs > this.#nowMs() && kept.accessToken !== refused;
      return isStillGood ? kept.accessToken : undefined;
    }
  }

  /** Undefined when the login is over: one is nobody then. */
  async #refresh({ refreshToken, attempt, player }: KeptLogin, name: string): Promise<SignIn | undefined> {
    try {
      return await this.#options.ask('refresh', { refreshToken, attempt, ...(player.kind === 'guest' && { name }) });
    } catch (error) {
      if (error instanceof AccountsRefused && error.code === 'badToken') return undefined;
      throw error;
    }
  }

  #keep(signIn: SignIn | undefined, wishedName = ''): void {
    if (signIn === undefined) this.#write(undefined);
    else {
      const { refreshToken, accessToken, expiresInSeconds, player } = signIn;
      const expiresAtMs = this.#nowMs() + expiresInSeconds * 1000;
      this.#write({ refreshToken, attempt: makeSecret(), accessToken, expiresAtMs, player, wishedName });
    }
    this.lookAgain();
  }

  #write(login: KeptLogin | undefined): void {
    this.#kept = login === undefined ? undefined : JSON.stringify(login);
    try {
      if (this.#kept === undefined) this.#store?.removeItem(STORE_KEY);
      else this.#store?.setItem(STORE_KEY, this.#kept);
    } catch {
      // What the browser does not keep lasts as long as the page.
      this.#store = undefined;
    }
  }

  #read(): KeptLogin | undefined {
    try {
      return parseLogin(this.#store === undefined ? this.#kept : this.#store.getItem(STORE_KEY));
    } catch {
      this.#store = undefined;
      return parseLogin(this.#kept);
    }
  }
}

/** 128 bits of chance, which browsers have without TLS as well. */
function makeSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16).padStart(8, '0')).join('');
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof TokenRefused || (error instanceof Error && 'code' in error && error.code === REFUSED);
}

/** What a browser kept, of any age: whatever is not whole counts for nothing. */
function parseLogin(text: string | null | undefined): KeptLogin | undefined {
  if (text === null || text === undefined) return undefined;
  try {
    const { refreshToken, attempt, accessToken, expiresAtMs, player, wishedName } = JSON.parse(text) as KeptLogin;
    const words = [refreshToken, attempt, accessToken, wishedName, player.id, player.name];
    if (!words.every((word) => typeof word === 'string') || typeof expiresAtMs !== 'number') return undefined;
    return { refreshToken, attempt, accessToken, expiresAtMs, player, wishedName };
  } catch {
    return undefined;
  }
}
