import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Stands in for npm: does what `npm ci` would to the folder, at once, and keeps count. */
const FAKE_NPM = `#!/bin/sh
echo "$1" >> npm-calls
mkdir -p node_modules/.bin
[ ! -e npm-fails ]
`;

describe('setting up a clone', () => {
  let clone: string;
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'fracas-setup-'));
    mkdirSync(join(clone, 'tools'));
    mkdirSync(join(clone, 'bin'));
    cpSync('tools/setup.mjs', join(clone, 'tools/setup.mjs'));
    place('package-lock.json', '{ "version": 1 }');
    placeProgram('bin/npm', FAKE_NPM);
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  const place = (name: string, text: string) => writeFileSync(join(clone, name), text);
  const placeProgram = (name: string, text: string) => {
    place(name, text);
    chmodSync(join(clone, name), 0o755);
  };
  const setUp = () => {
    const path = [join(clone, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
    return spawnSync(process.execPath, [join(clone, 'tools/setup.mjs')], { env: { PATH: path }, encoding: 'utf8' });
  };
  const installs = () => {
    const calls = join(clone, 'npm-calls');
    return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
  };

  it('installs once, and then leaves a running server its packages', () => {
    assert.equal(setUp().status, 0);
    assert.equal(setUp().status, 0);
    assert.equal(installs(), 1);
  });

  it('installs again when the lockfile has changed', () => {
    setUp();
    place('package-lock.json', '{ "version": 2 }');
    setUp();
    assert.equal(installs(), 2);
  });

  it('does not take an install that broke off for a whole one, even with the old lockfile back', () => {
    setUp();
    place('npm-fails', '');
    place('package-lock.json', '{ "version": 2 }');
    const broken = setUp();
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /could not install its packages/);
    rmSync(join(clone, 'npm-fails'));
    place('package-lock.json', '{ "version": 1 }');
    assert.equal(setUp().status, 0);
    assert.equal(installs(), 3);
  });

  it('says what to do when scripts would run on a Node that is too old', () => {
    setUp();
    placeProgram('node_modules/.bin/node', '#!/bin/sh\necho 20.19.0\n');
    const { status, stderr } = setUp();
    assert.equal(status, 1);
    assert.match(stderr, /needs Node 24 or newer; scripts here run on Node 20\.19\.0/);
  });
});
