import assert from 'node:assert/strict';
import { LightClient } from '../../bots/LightClient.ts';
import { TICK_MS } from '../../shared/defs/rates.ts';
import type { GameProcess } from '../../tools/cluster/GameProcess.ts';
import { until } from '../support/until.ts';
import { checkHistory } from './history/checkHistory.ts';
import type { Invariant, Violation } from './history/History.ts';
import { Arena } from './nemesis/Arena.ts';
import { describeRun } from './nemesis/describeRun.ts';
import { within } from './nemesis/within.ts';

type Mutant = 'noFence' | 'blindRemove' | 'noIdempotence' | 'noLease';

/** Listings that are wrong stay wrong; one that only settles is right long before. */
const QUIET_MS = 2000;

/** Where the way back is broken nobody waits for the end of it. */
const BACK_MS = 3000;

describe('The history checker', function mutants() {
  this.timeout(40_000);
  let arena: Arena | undefined;

  afterEach(() => arena?.stop());

  async function startArena(mutant?: Mutant): Promise<Arena> {
    const preload = mutant === undefined ? [] : [new URL(`mutants/${mutant}.ts`, import.meta.url)];
    arena = await Arena.start({ processes: 2, preload, proxy: false });
    return arena;
  }

  /** The process that owns a match is frozen until another has taken the match, and wakes when it is too late. */
  async function wakeTooLate(mutant?: Mutant): Promise<Violation[]> {
    const { cluster, history } = await startArena(mutant);
    const player = await playIn(cluster.url);
    try {
      await until(() => history.some(({ type }) => type === 'written'));
      const { owner: frozen } = history.findLast((line) => line.type === 'written')!;
      const isOwner = (process: GameProcess) => arena!.nameOf(process) === frozen;
      await until(() => cluster.processes.some(isOwner));
      const process = cluster.processes.find(isOwner)!;
      process.signal('SIGSTOP');
      await until(() => history.some((line) => line.type === 'taken' && line.owner !== frozen));
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
      `no breach of ${invariant} was found: ${describeRun(arena!.history, violations)}`,
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
    const player = await playIn(cluster.url);
    await until(() => history.filter(({ type }) => type === 'taken').length >= 2);
    await player.end();
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
