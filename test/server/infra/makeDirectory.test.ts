import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDirectory } from '../../../server/infra/makeDirectory.ts';

describe('A folder that a server needs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made with those above it, and left as it is when it is there', async () => {
    const deep = join(folder, 'a', 'b', 'c');
    makeDirectory(deep);
    await writeFile(join(deep, 'kept'), '');
    makeDirectory(deep);
    await symlink(deep, join(folder, 'link'));
    makeDirectory(join(folder, 'link'));
    assert.ok((await stat(join(deep, 'kept'))).isFile());
  });

  it('is not where a file is, nor where a link leads nowhere', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'nowhere'), join(folder, 'link'));
    assert.throws(() => makeDirectory(join(folder, 'file')), { code: 'EEXIST' });
    assert.throws(() => makeDirectory(join(folder, 'file', 'below')), { code: 'ENOTDIR' });
    assert.throws(() => makeDirectory(join(folder, 'link')), { code: 'EEXIST' });
  });
});
