import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSecretFault } from './findSecretFault.ts';

const FILE = 'jwt-secret';
const SECRET_BYTES = 48;

/**
 * The secret of a server that was given none: made once, of chance, and kept in `dataDir` for its owner's eyes alone, so that
 * players stay signed in over a restart.
 * @throws an Error when the file cannot be made or read, or holds no secret worth the name
 */
export function keepSecret(dataDir: string): string {
  const file = join(dataDir, FILE);
  try {
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new Error(`DATA_DIR=${dataDir} cannot hold the secret that signs tokens`, { cause: error });
    }
  }
  const secret = readFileSync(file, 'utf8').trim();
  const fault = findSecretFault(secret);
  if (fault !== undefined) throw new Error(`${file} ${fault}. Delete it: the next start makes a new one`);
  return secret;
}
