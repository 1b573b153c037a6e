import assert from 'node:assert/strict';
import { checkHistory } from '../history/checkHistory.ts';
import { describeRun } from '../nemesis/describeRun.ts';
import { runNemesis } from '../nemesis/runNemesis.ts';
import { MATCH_FLOW } from '../../../shared/defs/tuning.ts';

const FIRST_SEED = Number(process.env.FAULT_SEED ?? 1);
const RUNS = Number(process.env.FAULT_RUNS ?? 4);
const SECONDS = Number(process.env.FAULT_SECONDS ?? 45);

/** Until the seats of those who vanished last have to be free. */
const GRACE_MS = (MATCH_FLOW.reconnectSeconds + 6) * 1000;

describe(`A service in which everything goes wrong for ${SECONDS} seconds`, function nemesis() {
  this.timeout(SECONDS * 1000 + GRACE_MS + 120_000);

  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    it(`keeps all its promises to those who play (FAULT_SEED=${seed})`, async () => {
      const history = await runNemesis({ seed, seconds: SECONDS, processes: 3, graceMs: GRACE_MS });
      const violations = checkHistory(history);
      assert.equal(violations.length, 0, `FAULT_SEED=${seed}: ${describeRun(history, violations)}`);
    });
  }
});
