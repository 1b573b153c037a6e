import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, type DebianProgram } from '../../tools/debianProgram.ts';

const program: DebianProgram = {
  variable: 'SAMPLE_BIN',
  names: ['fracas-sample-new', 'fracas-sample-old'],
  packageNames: ['fracas-sample'],
  pathInPackage: 'usr/bin/fracas-sample',
};

describe('finding a program that tests need', () => {
  let folder: string;
  const place = async (name: string) => {
    const path = join(folder, name);
    await writeFile(path, '#!/bin/sh\n');
    await chmod(path, 0o755);
    return path;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-programs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the one its variable names, before any on the PATH', async () => {
    const named = await place('named');
    await place('fracas-sample-new');
    assert.equal(findProgram(program, { SAMPLE_BIN: named, PATH: folder })?.path, named);
  });

  it('says which variable is wrong when that names no program', () => {
    const env = { SAMPLE_BIN: join(folder, 'absent'), PATH: folder };
    assert.throws(() => findProgram(program, env), /SAMPLE_BIN names .*absent/);
  });

  it('prefers the better name over the earlier folder', async () => {
    await place('fracas-sample-old');
    assert.equal(findProgram(program, { PATH: folder })?.path, join(folder, 'fracas-sample-old'));
    const better = await place('fracas-sample-new');
    assert.equal(findProgram(program, { PATH: folder })?.path, better);
  });

  it('looks where its package puts it, whatever the version', () => {
    const shell: DebianProgram = { ...program, pathInPackage: 'bin/s*h' };
    assert.match(findProgram(shell, { PATH: folder })!.path, /^\/bin\/s.*h$/);
  });

  it('finds nothing where nothing is', () => {
    assert.equal(findProgram(program, { PATH: folder }), undefined);
  });
});
