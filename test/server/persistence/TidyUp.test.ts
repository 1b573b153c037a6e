import assert from 'node:assert/strict';
import { TidyUp, type TidyStretch } from '../../../server/persistence/TidyUp.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A wait that the test ends. */
interface Wait {
  readonly ms: number;
  readonly wake: () => void;
}

describe('Tidying up', () => {
  let waiting: Wait | undefined;
  /** Which stretch of which table was tidied. */
  let done: string[];
  let tidyUp: TidyUp;

  const clock = {
    wakeIn(ms: number, wake: () => void): () => void {
      waiting = { ms, wake };
      return () => (waiting = undefined);
    },
  };

  /** A table of three stretches. */
  const table =
    (name: string): TidyStretch =>
    async (after) => {
      done.push(`${name} ${after}`);
      return ({ '': 'g', g: 'p' } as Record<string, string>)[after];
    };

  function start(tables: Readonly<Record<string, TidyStretch>>) {
    const { log, lines } = keptLog();
    tidyUp = new TidyUp({ tables, log, clock });
    tidyUp.start();
    return lines;
  }

  /** For how long it waits now. */
  async function waitMs(): Promise<number> {
    await until(() => waiting !== undefined);
    return waiting!.ms;
  }

  /** Lets the time pass for which it waits now. */
  function pass(): void {
    const { wake } = waiting!;
    waiting = undefined;
    wake();
  }

  /** From one long wait to the next. Gives the waits between. */
  async function passOnce(): Promise<number[]> {
    const pauses: number[] = [];
    pass();
    while ((await waitMs()) < MINUTE_MS) {
      pauses.push(waiting!.ms);
      pass();
    }
    return pauses;
  }

  beforeEach(() => {
    waiting = undefined;
    done = [];
  });

  afterEach(() => tidyUp.stop());

  it('leaves a server that starts alone, and comes again every six hours', async () => {
    start({ guests: table('guests') });
    assert.equal(await waitMs(), 5 * MINUTE_MS);
    assert.deepEqual(done, []);
    await passOnce();
    assert.deepEqual(done, ['guests ', 'guests g', 'guests p']);
    assert.equal(await waitMs(), 6 * HOUR_MS);
    await passOnce();
    assert.equal(done.length, 6);
  });

  it('leaves the database to others after every stretch', async () => {
    start({ guests: table('guests'), logins: table('logins') });
    await waitMs();
    const pauses = await passOnce();
    assert.deepEqual([done.length, pauses], [6, Array.from({ length: 6 }, () => 250)]);
  });

  it('goes on with other tables after one that cannot be tidied, and says which that was', async () => {
    const lines = start({ logins: () => Promise.reject(new Error('away')), guests: table('guests') });
    await waitMs();
    await passOnce();
    assert.equal(done.length, 3);
    assert.deepEqual(
      lines.map(({ msg, table: name }) => [msg, name]),
      [['not tidied up', 'logins']],
    );
  });

  it('ends after the stretch it is at', async () => {
    const atWork = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    start({
      async guests(after) {
        done.push(after);
        atWork.resolve();
        await mayEnd.promise;
        return 'g';
      },
      logins: table('logins'),
    });
    await waitMs();
    pass();
    await atWork.promise;
    let isStopped = false;
    const stopping = tidyUp.stop().then(() => (isStopped = true));
    await Promise.resolve();
    assert.equal(isStopped, false);
    mayEnd.resolve();
    await stopping;
    assert.deepEqual([done, waiting], [[''], undefined]);
  });

  it('ends at once while it waits', async () => {
    start({ guests: table('guests') });
    await waitMs();
    await tidyUp.stop();
    assert.deepEqual([done, waiting], [[], undefined]);
  });
});
