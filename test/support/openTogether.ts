import { once } from 'node:events';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import pino from 'pino';
import { connectDatabase } from '../../server/persistence/connectDatabase.ts';

interface Start {
  readonly databaseUrl: string;
  /** How many are there; all begin when everybody is. */
  readonly arrived: Int32Array;
  readonly count: number;
}

/** Opens a database from so many threads in the same moment, as processes would that start together. Rejects when one fails. */
export async function openTogether(databaseUrl: string, count: number): Promise<void> {
  const start: Start = { databaseUrl, arrived: new Int32Array(new SharedArrayBuffer(4)), count };
  await Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: start });
      const [code] = await once(worker, 'exit');
      if (code !== 0) throw new Error(`a thread ended with ${code}`);
    }),
  );
}

if (!isMainThread && (workerData as Partial<Start> | undefined)?.arrived !== undefined) {
  const { databaseUrl, arrived, count } = workerData as Start;
  const connection = connectDatabase({ databaseUrl, dataDir: '' }, pino({ enabled: false }));
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < count);
  await connection.open();
  await connection.close();
}
