import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSecretFault } from '../../../server/accounts/findSecretFault.ts';
import { keepSecret } from '../../../server/accounts/keepSecret.ts';

describe('The secret of a server that was given none', () => {
  let dataDir: string;

  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'fracas-secret-'))));

  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once and found again, so that a restart signs nobody out', () => {
    const secret = keepSecret(dataDir);
    assert.equal(findSecretFault(secret), undefined);
    assert.equal(keepSecret(dataDir), secret);
  });

  it('can be read by the owner of the server alone', async () => {
    keepSecret(dataDir);
    assert.equal((await stat(join(dataDir, 'jwt-secret'))).mode & 0o777, 0o600);
  });

  it('that somebody emptied or shortened is refused, with what to do', async () => {
    keepSecret(dataDir);
    await writeFile(join(dataDir, 'jwt-secret'), 'short');
    assert.throws(() => keepSecret(dataDir), /jwt-secret is shorter than 32 bytes.*Delete it/);
    assert.equal(await readFile(join(dataDir, 'jwt-secret'), 'utf8'), 'short');
  });

  it('that cannot be kept stops the start, and says where', async () => {
    await chmod(dataDir, 0o700);
    assert.throws(() => keepSecret(join(dataDir, 'nowhere')), /DATA_DIR=.*nowhere cannot hold the secret/);
  });
});
