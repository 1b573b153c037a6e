import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../server/config.ts';
import { findTlsFaults } from '../../server/findTlsFaults.ts';
import { selfSigned } from '../support/selfSigned.ts';

describe('A certificate and its key', () => {
  let folder: string;
  const fileOf = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-tls-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are taken together, or not at all', async () => {
    const { cert, key } = selfSigned('play.example');
    const TLS_CERT = await fileOf('cert.pem', cert);
    const TLS_KEY = await fileOf('key.pem', key);
    assert.deepEqual(findTlsFaults({ TLS_CERT, TLS_KEY }), []);
    assert.deepEqual(findTlsFaults({}), []);
    assert.deepEqual(findTlsFaults({ TLS_CERT }), ['TLS_CERT and TLS_KEY go together']);
    assert.deepEqual(findTlsFaults({ TLS_KEY }), ['TLS_CERT and TLS_KEY go together']);
  });

  it('are both named when neither can be read, among all else that is wrong', () => {
    const parsed = parseConfig({ PORT: 'x', TLS_CERT: join(folder, 'none.pem'), TLS_KEY: folder });
    assert.ok(!parsed.ok);
    assert.deepEqual(parsed.problems, [
      'PORT=x is not a whole number',
      'TLS_CERT is not the path of a file that can be read (ENOENT)',
      'TLS_KEY is not the path of a file that can be read (EISDIR)',
    ]);
  });

  it('stop the start by their names when they are something else, or of two pairs', async () => {
    const TLS_CERT = await fileOf('cert.pem', selfSigned('play.example').cert);
    const something = /^TLS_CERT and TLS_KEY are not a certificate and its key in PEM form: /;
    for (const content of ['play.example', selfSigned('play.example').key]) {
      const faults = findTlsFaults({ TLS_CERT, TLS_KEY: await fileOf('key.pem', content) });
      assert.equal(faults.length, 1);
      assert.match(faults[0]!, something);
    }
  });

  it('are not repeated: one may have been given in place of its file', () => {
    const { cert, key } = selfSigned('play.example');
    const faults = findTlsFaults({ TLS_CERT: cert, TLS_KEY: key }).join();
    assert.match(faults, /TLS_CERT.*TLS_KEY/);
    assert.ok(!faults.includes('BEGIN'));
  });
});
