import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { SqliteAnswer, SqliteQuestion } from './sqliteWorker.ts';

/** Why a statement failed: `errcode` is SQLite's extended result code. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly errcode: number | undefined;

  constructor(message: string, errcode?: number) {
    super(message);
    this.errcode = errcode;
  }
}

/**
 * A connection to a SQLite file, held by a thread of its own: waiting for the disk, or for another process that writes,
 * holds up no match.
 */
export class SqliteThread implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting: PromiseWithResolvers<SqliteAnswer>[] = [];
  #isEnded = false;

  private constructor(file: string) {
    this.#worker = new Worker(new URL('./sqliteWorker.ts', import.meta.url), { workerData: file });
    this.#worker.on('message', (message: object) => {
      if (isAnswer(message)) this.#waiting.shift()?.resolve(message);
    });
    this.#worker.on('error', (error) => this.#end(error.message));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end('was closed');
        resolve();
      });
    });
  }

  /** @param file is made with its folder when it is not there; rejects when it is no database, or out of reach */
  static async open(file: string): Promise<SqliteThread> {
    const thread = new SqliteThread(file);
    try {
      await thread.#nextAnswer();
    } catch (error) {
      await thread.close();
      throw error;
    }
    return thread;
  }

  /** Whether nothing can be asked any more: it was closed, or its thread died. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  async executeQuery<Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>> {
    if (this.#isEnded) throw new SqliteError('the connection is closed');
    this.#post({ sql, parameters });
    const { rows, changes } = await this.#nextAnswer();
    return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
  }

  streamQuery(): never {
    throw new SqliteError('rows are read at once, in pages');
  }

  async close(): Promise<void> {
    this.#post(null);
    await this.#ended;
  }

  #post(question: SqliteQuestion): void {
    this.#worker.postMessage(question);
  }

  async #nextAnswer(): Promise<Exclude<SqliteAnswer, { readonly error: unknown }>> {
    const asked = Promise.withResolvers<SqliteAnswer>();
    this.#waiting.push(asked);
    const answer = await asked.promise;
    if ('error' in answer) throw new SqliteError(answer.error.message, answer.error.errcode);
    return answer;
  }

  #end(reason: string): void {
    this.#isEnded = true;
    for (const asked of this.#waiting.splice(0)) asked.reject(new SqliteError(`the connection ended: ${reason}`));
  }
}

/** Under `node --watch` Node itself sends messages by the same way: what the thread has imported. */
function isAnswer(message: object): message is SqliteAnswer {
  return 'rows' in message || 'error' in message;
}
