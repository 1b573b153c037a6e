import { globSync } from 'node:fs';
import options from './.mocharc.json' with { type: 'json' };

const pages = globSync('test/browser/**/*.test.ts').sort();
const others = globSync('test/**/*.test.ts', { exclude: ['test/browser/**'] }).sort();

/**
 * How mocha runs all tests: three files at a time, for on two cores two leave a third of the time unused while they wait. Files with pages
 * of a browser would take a small machine from each other, so after each of them comes a share of all other files.
 */
export default {
  ...options,
  parallel: true,
  jobs: 3,
  spec: pages.flatMap((page, turn) => [page, ...others.filter((_, place) => place % pages.length === turn)]),
};
