import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { HashThread } from './HashThread.ts';

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Memory, in KiB, is what a guess costs an attacker; 60 ms of one thread is what a login costs the server.
 * Source: OWASP Password Storage Cheat Sheet, the first of its settings for Argon2id.
 */
const COST = { memory: 47_104, passes: 1, parallelism: 1 } as const;

/** Each takes a thread, and 46 MiB. */
export const HASHES_AT_ONCE = 2;

/** Whoever comes after so many would wait for more than two seconds. */
const MOST_WAITING = 64;

/** `argon2id$<memory>$<passes>$<parallelism>$<salt>$<hash>`: what was hashed at another cost can still be compared. */
const FORM = /^argon2id\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** Hashes passwords beside the game: never on its thread, a few at a time, and behind it in line for a processor. */
export class Passwords {
  readonly #threads = Array.from({ length: HASHES_AT_ONCE }, () => new HashThread());
  readonly #idle = [...this.#threads];
  readonly #waiting: ((thread: HashThread) => void)[] = [];
  /** Compared with when there is no such account, so that this takes as long. */
  readonly #nobody = format(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  /** What to keep of a password. @throws a `busy` refusal when too many wait already */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return format(salt, await this.#run(password, salt, COST));
  }

  /**
   * Whether it is the password that was kept; false, after the same work, when nothing was kept.
   * @throws a `busy` refusal when too many wait already
   */
  async verify(password: string, kept: string | undefined): Promise<boolean> {
    const [, memory, passes, parallelism, salt = '', wanted = ''] = FORM.exec(kept ?? this.#nobody) ?? [];
    if (wanted === '') throw new Error('a password was kept in no form that this build knows');
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const given = await this.#run(password, Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(given, Buffer.from(wanted, 'base64url')) && kept !== undefined;
  }

  /** Ends its threads, and with a rejection what is being hashed: to be called when nobody signs in any more. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #run(password: string, salt: Buffer, cost: typeof COST | Cost): Promise<Buffer> {
    const thread = await this.#turn();
    try {
      const message = password.normalize('NFKC');
      return await thread.hash({ ...cost, message, nonce: salt, tagLength: HASH_BYTES });
    } finally {
      this.#passOn(thread);
    }
  }

  async #turn(): Promise<HashThread> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#waiting.length >= MOST_WAITING) throw refusal(HTTP_ERRORS.busy);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** To who waits longest, or to nobody. */
  #passOn(thread: HashThread): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(thread);
    else next(thread);
  }
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

function format(salt: Buffer, hashed: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return ['argon2id', memory, passes, parallelism, salt.toString('base64url'), hashed.toString('base64url')].join('$');
}
