import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/cheats.md', import.meta.url), 'utf8');
const tests = readdirSync(new URL('../cheats/', import.meta.url)).filter((name) => name.endsWith('.test.ts'));

describe('The page about cheats', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('|') && line.includes('](../test/cheats/'));
  const listed = rows.map((row) => /\]\(\.\.\/test\/cheats\/([\w.]+)\)/.exec(row)![1]!);

  it('has a row for every cheat that is tested, and a test for every row', () => {
    assert.deepEqual(listed.toSorted(), tests.toSorted());
  });

  it('says of each what somebody gains by it', () => {
    for (const row of rows) {
      const cells = row.split('|').map((cell) => cell.trim());
      assert.equal(cells.length, 5, row);
      assert.ok(cells[1]!.length > 0 && cells[2]!.length > 20, row);
    }
  });

  it('is made of tests that say which cheat they are', () => {
    for (const name of tests) {
      const text = readFileSync(new URL(`../cheats/${name}`, import.meta.url), 'utf8');
      assert.match(text, /describe\(['"]Cheat: /, name);
    }
  });
});
