import assert from 'node:assert/strict';
import { LightClient } from '../../bots/LightClient.ts';
import { TICK_MS } from '../../shared/defs/rates.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { until } from '../support/until.ts';
import { checkHistory } from './history/checkHistory.ts';
import type { Invariant, Violation } from './history/History.ts';
import { Arena } from './nemesis/Arena.ts';
import { describeEvents, describeRun } from './nemesis/describeRun.ts';
import { within } from './nemesis/within.ts';

type Mutant = 'noFence' | 'blindRemove' | 'noIdempotence' | 'noLease';

/** Listings that are wrong stay wrong; one that only settles is right long before. */
const QUIET_MS = 2000;

/** Of the seven or so between two snapshots. */
const PATCHES_AHEAD = 3;

/** Where the way back is broken nobody waits for the end of it. */
const BACK_MS = 3000;

describe('The history checker', function mutants() {
  this.timeout(40_000);
  let arena: Arena | undefined;

  afterEach(async function tellWhatHappened() {
    if (this.currentTest?.state === 'failed' && arena !== undefined) console.error(describeEvents(arena.history));
    await arena?.stop();
  });

  async function startArena(mutant?: Mutant): Promise<Arena> {
    const preload = mutant === undefined ? [] : [new URL(`mutants/${mutant}.ts`, import.meta.url)];
    arena = await Arena.start({ processes: 2, preload, proxy: false });
    return arena;
  }

  /** A while after the last snapshot and before the next: what is played then is played by two, if nothing forbids it. */
  async function untilAheadOfSnapshot({ tally }: LightClient): Promise<void> {
    const countSnapshots = () => arena!.history.filter(({ type }) => type === 'written').length;
    await until(() => countSnapshots() >= 2);
    const known = countSnapshots();
    await until(() => countSnapshots() > known);
    const { patches } = tally;
    await until(() => tally.patches >= patches + PATCHES_AHEAD);
  }

  /** The process that owns a match is frozen until another has taken the match, and wakes when it is too late. */
  async function wakeTooLate(mutant?: Mutant): Promise<Violation[]> {
    const { cluster, history } = await startArena(mutant);
    const player = await playIn(cluster.url);
    try {
      await untilAheadOfSnapshot(player.client);
      const { owner: frozen } = history.findLast((line) => line.type === 'written')!;
      const isOwner = (process: GameProcess) => arena!.nameOf(process) === frozen;
      await until(() => cluster.processes.some(isOwner));
      const process = cluster.processes.find(isOwner)!;
      process.signal('SIGSTOP');
      // Only then the row is the next owner's, and there is something to lose.
      await until(() => history.some((line) => line.type === 'said' && line.line.includes('match adopted')));
      const from = history.length;
      process.signal('SIGCONT');
      await until(() =>
        history
          .slice(from)
          .some(
            (line) =>
              (line.type === 'written' && line.owner === frozen) ||
              (line.type === 'said' && line.line.includes('match let go')),
          ),
      );
      await within(BACK_MS, () => player.client.presence === 'here');
      await arena!.settle(QUIET_MS);
    } finally {
      await player.end();
    }
    await arena!.stop();
    return checkHistory(history);
  }

  function assertBroken(violations: readonly Violation[], invariant: Invariant): void {
    assert.ok(
      violations.some((violation) => violation.invariant === invariant),
      `no breach of ${invariant} was found`,
    );
  }

  it('finds nothing when a frozen process wakes too late and nothing is taken out', async () => {
    const violations = await wakeTooLate();
    assert.equal(violations.length, 0, describeRun(arena!.history, violations));
  });

  it('finds two owners where the fence is taken out', async () => {
    assertBroken(await wakeTooLate('noFence'), 'I1');
  });

  it('finds a living room without a row where rows are removed without a look at their owner', async () => {
    assertBroken(await wakeTooLate('blindRemove'), 'I5');
  });

  it('finds ticks recorded twice where a process writes down what it has lost', async () => {
    assertBroken(await wakeTooLate('noIdempotence'), 'I4');
  });

  it('finds a match taken from a living owner where leases count for nothing', async () => {
    const { cluster, history } = await startArena('noLease');
    // Who comes in may be sent on at once: the match may be another's by then.
    const player = await playIn(cluster.url).catch(() => undefined);
    const owners = () => new Set(history.flatMap((line) => (line.type === 'taken' ? [line.owner] : [])));
    await until(() => owners().size > 1);
    await player?.end();
    assertBroken(checkHistory(history), 'I1');
  });
});

/** One player who keeps a match going. */
async function playIn(url: string): Promise<{ readonly client: LightClient; end(): Promise<void> }> {
  const trouble = { rttMs: 0, jitterMs: 0, lossPercent: 0 };
  const client = await LightClient.join({ url, join: {}, seed: 1, trouble });
  const timer = setInterval(() => client.step(performance.now()), TICK_MS);
  return {
    client,
    async end() {
      clearInterval(timer);
      await client.leave();
    },
  };
}
