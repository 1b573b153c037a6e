import type { Argon2Parameters } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** A thread that hashes passwords, behind all others in line for a processor. It begins with the first, and ends with the process. */
export class HashThread {
  #worker: Worker | undefined;
  #asked: PromiseWithResolvers<Buffer> | undefined;

  /** Gives the hash. To be called again when it has; rejects when the thread came to an end, and the next call begins another. */
  async hash(parameters: Argon2Parameters): Promise<Buffer> {
    const asked = Promise.withResolvers<Buffer>();
    this.#asked = asked;
    this.#worker ??= this.#begin();
    this.#worker.ref();
    this.#worker.postMessage(parameters);
    try {
      return await asked.promise;
    } finally {
      // A process with nothing else to do may end.
      this.#worker?.unref();
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./hashWorker.ts', import.meta.url));
    worker.on('message', (message: unknown) => {
      // Under `node --watch` Node itself sends messages by the same way: what the thread has imported.
      if (message instanceof Uint8Array) this.#asked?.resolve(Buffer.from(message));
    });
    let reason = new Error('the thread that hashes passwords ended');
    worker.on('error', (error) => (reason = error));
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#asked?.reject(reason);
    });
    return worker;
  }
}
