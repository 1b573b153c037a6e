import { globSync } from 'node:fs';
import options from './.mocharc.json' with { type: 'json' };

/**
 * How mocha runs all tests: two files at a time. Pages of a browser take a small machine for themselves, so their files are not run
 * one after the other but with a share of all other files after each.
 */
const pages = globSync('test/browser/**/*.test.ts').sort();
const others = globSync('test/**/*.test.ts', { exclude: ['test/browser/**'] }).sort();
const spec = pages.flatMap((page, turn) => [page, ...others.filter((_, place) => place % pages.length === turn)]);

export default { ...options, parallel: true, jobs: 2, spec };
