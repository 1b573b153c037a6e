import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import {
  checkArrows,
  checkPackages,
  findCycles,
  type Arrows,
  type PackageHomes,
} from './support/architecture/checkArrows.ts';
import { checkMarkup } from './support/architecture/checkMarkup.ts';
import { checkPurity } from './support/architecture/checkPurity.ts';
import { checkSql } from './support/architecture/checkSql.ts';
import { checkSizes, type Sizes } from './support/architecture/checkSizes.ts';
import { readSources } from './support/architecture/SourceFile.ts';

const SIM = ['shared/sim', 'shared/map', 'shared/math', 'shared/defs'];
const ALL_SHARED = ['shared/net', 'shared/replay', 'shared/bot', ...SIM];

/** docs/architecture.md shows these as one line. */
const ARROWS: Arrows = {
  'shared/defs': [],
  'shared/math': ['shared/defs'],
  'shared/map': ['shared/math', 'shared/defs'],
  'shared/sim': SIM,
  'shared/net': SIM,
  'shared/replay': SIM,
  'shared/bot': SIM,
  // package.json tells which build recorded a match.
  server: [...ALL_SHARED, 'package.json'],
  client: ALL_SHARED,
  bots: ALL_SHARED,
  // Development plays at a real network's delay, which the bots' network trouble makes.
  'tools/dev.ts': ['bots/TroubleProxy.ts'],
  tools: ALL_SHARED,
  test: [...ALL_SHARED, 'server', 'client', 'bots', 'bench', 'tools'],
  bench: [...ALL_SHARED, 'server', 'client', 'bots', 'tools', 'test/support'],
};

const NETWORK_CLIENTS = ['client', 'bots', 'test', 'bench'];
const PACKAGES: PackageHomes = {
  '@colyseus/schema': ['shared/net', 'server', 'test', 'bench'],
  '@colyseus/core': ['server', 'test', 'bench'],
  express: ['server', 'test'],
  phaser: ['client'],
  zzfx: ['client'],
  '@colyseus/sdk': NETWORK_CLIENTS,
};

const SIZES: Sizes = {
  file: 300,
  fileExceptions: { 'server/rooms/ArenaRoom.ts': 200 },
  function: 60,
  usualFunction: 40,
};

const folders = [...new Set(Object.keys(ARROWS).map((path) => path.split('/')[0]!))].filter((name) => existsSync(name));

describe('the architecture', () => {
  const files = readSources(folders);
  const rules = files.filter(({ path }) =>
    ['shared/sim/', 'shared/map/', 'shared/bot/'].some((p) => path.startsWith(p)),
  );
  const pages = [
    ...files.filter(({ path }) => path.startsWith('client/')),
    ...readSources(['server/admin/page'], '.js'),
  ];
  const statements = files.filter(({ path }) => path.startsWith('server/'));
  // Tables may be as long as the game is rich.
  const sized = files.filter(({ path }) => !path.startsWith('shared/defs/'));

  const holds = (problems: readonly string[]) => assert.equal(problems.join('\n'), '');

  it('sends every import along the arrows', () => holds(checkArrows(files, ARROWS)));
  it('keeps each framework where it belongs', () => holds(checkPackages(files, PACKAGES, 'shared')));
  it('has no files that import each other in a ring', () => holds(findCycles(files)));
  it('keeps clocks and unseeded chance out of the rules', () => holds(checkPurity(rules)));
  it('takes nobody’s text for HTML', () => holds(checkMarkup(pages)));
  it('puts nobody’s text into SQL (S28)', () => holds(checkSql(statements)));
  it('keeps files and functions small enough to read in one go', () => holds(checkSizes(sized, SIZES)));
});
