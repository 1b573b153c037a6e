import assert from 'node:assert/strict';
import { RequestBudget } from '../../../server/http/RequestBudget.ts';

describe('A request budget', () => {
  it('lets each source ask so often in a window, and again in the next', () => {
    let nowMs = 0;
    const budget = new RequestBudget({ requests: 2, perMs: 100, nowMs: () => nowMs });
    const asks = (source: string) => [budget.spend(source), budget.spend(source), budget.spend(source)];
    assert.deepEqual(asks('ada'), [true, true, false]);
    assert.deepEqual(asks('bob'), [true, true, false]);
    nowMs = 99;
    assert.equal(budget.spend('ada'), false);
    nowMs = 100;
    assert.deepEqual(asks('ada'), [true, true, false]);
  });
});
