import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** No step of a run takes so long, on any machine that could be used for it. */
const SILENCE_LIMIT_MS = 60_000;

/** A process of a run, and what it says: objects with one of the keys of `Messages`. */
export class Child<Messages extends object> {
  readonly #process: ChildProcess;
  readonly #name: string;
  readonly #heard = new Map<keyof Messages, unknown[]>();
  #wake = Promise.withResolvers<void>();
  #isOver = false;

  constructor(program: URL, name: string, argument?: object) {
    this.#name = name;
    this.#process = fork(program, argument === undefined ? [] : [JSON.stringify(argument)]);
    this.#process.on('message', (message) => this.#hear(message as Partial<Messages>));
    this.#process.once('exit', () => {
      this.#isOver = true;
      this.#wake.resolve();
    });
  }

  send(message: string): void {
    this.#process.send(message);
  }

  /**
   * Takes the oldest message with this key, and waits for it if need be.
   * @throws an Error when the process ends before, or says nothing at all for a minute
   */
  async take<Key extends keyof Messages>(key: Key): Promise<Messages[Key]> {
    for (;;) {
      const waiting = this.#heard.get(key);
      if (waiting !== undefined && waiting.length > 0) return waiting.shift() as Messages[Key];
      if (this.#isOver) throw new Error(`the ${this.#name} ended before it was ${String(key)}`);
      await this.#next(key);
    }
  }

  /** All messages with this key that have come and were not taken. */
  takeAll<Key extends keyof Messages>(key: Key): Messages[Key][] {
    const waiting = this.#heard.get(key) ?? [];
    this.#heard.delete(key);
    return waiting as Messages[Key][];
  }

  /** Ends the process, whatever it is doing. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }

  async #next(key: keyof Messages): Promise<void> {
    const silence = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => silence.reject(new Error(`the ${this.#name} stands still: it was not ${String(key)} within a minute`)),
      SILENCE_LIMIT_MS,
    );
    try {
      await Promise.race([this.#wake.promise, silence.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #hear(message: Partial<Messages>): void {
    // Libraries of the child may send messages of their own.
    for (const [key, value] of Object.entries(message ?? {})) {
      const name = key as keyof Messages;
      this.#heard.set(name, [...(this.#heard.get(name) ?? []), value]);
    }
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}
