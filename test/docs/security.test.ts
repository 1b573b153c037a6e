import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const THREATS = 36;

const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

interface Row {
  readonly id: string;
  readonly control: string;
  readonly tests: string;
}

/** Files named in a cell, each with what is quoted from it. */
function namedIn(cell: string): { path: string; quote: string | undefined }[] {
  return [...cell.matchAll(/`([\w./-]+\/[\w./-]+)`(?: “([^”]+)”)?/g)].map(([, path, quote]) => ({
    path: path!,
    quote,
  }));
}

describe('The page about security', () => {
  const page = read('docs/security.md');
  const rows: Row[] = [...page.matchAll(/^\| (S\d+)\s*\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)].map(
    ([, id, , control, tests]) => ({
      id: id!,
      control: control!,
      tests: tests!,
    }),
  );

  it('has a row for each threat', () => {
    assert.deepEqual(
      rows.map(({ id }) => Number(id.slice(1))).toSorted((one, other) => one - other),
      Array.from({ length: THREATS }, (_, index) => index + 1),
    );
  });

  it('names for each a control and a test that exist', () => {
    for (const { id, control, tests } of rows) {
      const controls = namedIn(control);
      assert.ok(controls.length > 0, `${id} names no control`);
      for (const { path } of [...controls, ...namedIn(tests)])
        assert.ok(existsSync(new URL(path, ROOT)), `${id}: ${path}`);
      assert.ok(
        namedIn(tests).every(({ path }) => /^test\/.+\.test\.ts$/.test(path)),
        `${id} names something else for a test`,
      );
    }
  });

  it('names for each tests that are about it: by its number, or by the words that are quoted', () => {
    for (const { id, tests } of rows) {
      const named = namedIn(tests);
      assert.ok(named.length > 0, `${id} names no test`);
      for (const { path, quote } of named) {
        const titles = [...read(path).matchAll(/\b(?:it|describe)\(\s*(['"`])(.*?)\1,/gs)].map(([, , title]) => title!);
        const isAbout = (title: string) =>
          quote === undefined ? new RegExp(`\\b${id}\\b`).test(title) : title.includes(quote);
        assert.ok(titles.some(isAbout), `${id}: no test of ${path} is called ${quote ?? id}`);
      }
    }
  });

  it('says where it differs under every number it refers to', () => {
    const numbers = [...page.matchAll(/\[(\d)\]\(#where-we-differ\)/g)].map(([, number]) => number!);
    assert.ok(numbers.length > 0);
    for (const number of numbers) assert.match(page, new RegExp(`^${number}\\. `, 'm'));
  });
});
