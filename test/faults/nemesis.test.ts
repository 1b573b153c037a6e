import assert from 'node:assert/strict';
import { checkHistory } from './history/checkHistory.ts';
import { describeRun } from './nemesis/describeRun.ts';
import { runNemesis } from './nemesis/runNemesis.ts';

const SEED = Number(process.env.FAULT_SEED ?? 39);
const SECONDS = 18;

describe('A service in which everything goes wrong for a while', function nemesis() {
  this.timeout(90_000);

  it(`keeps all its promises to those who play (FAULT_SEED=${SEED})`, async () => {
    const history = await runNemesis({ seed: SEED, seconds: SECONDS, processes: 2 });
    assert.ok(
      history.some(({ type }) => type === 'back'),
      'nobody lost a connection: nothing was tried',
    );
    const violations = checkHistory(history);
    assert.equal(violations.length, 0, `FAULT_SEED=${SEED}: ${describeRun(history, violations)}`);
  });
});
