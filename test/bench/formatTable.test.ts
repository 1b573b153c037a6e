import assert from 'node:assert/strict';
import { formatTable } from '../../bench/formatTable.ts';

describe('A table of results', () => {
  it('can be pasted into the results as it is', () => {
    const table = formatTable([
      { fault: 'kill', lost: 0 },
      { fault: 'freeze', lost: 1 },
    ]);
    assert.equal(table, '| fault | lost |\n| --- | --- |\n| kill | 0 |\n| freeze | 1 |');
  });
});
