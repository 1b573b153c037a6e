import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MODULE = new URL('../../../server/infra/cutPrototypeAccess.ts', import.meta.url).href;
const COPY = `const copied = {}; for (const [key, value] of Object.entries(JSON.parse('{"__proto__":{"isAdmin":true}}')))
  copied[key] = value; console.log(copied.isAdmin ?? 'nobody');`;

async function run(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return stdout.trim();
}

describe('A process without access to prototypes (S26)', () => {
  it('gives careless copies nothing to inherit from what was sent', async () => {
    assert.equal(await run(COPY), 'true', 'otherwise nothing has to be cut');
    assert.equal(await run(`import { cutPrototypeAccess } from '${MODULE}'; cutPrototypeAccess(); ${COPY}`), 'nobody');
  });
});
