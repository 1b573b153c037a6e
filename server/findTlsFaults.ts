import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

interface TlsSettings {
  readonly TLS_CERT?: string | undefined;
  readonly TLS_KEY?: string | undefined;
}

/**
 * What is wrong with the certificate and the key that the settings name: one without the other, files that cannot be read, or that do not
 * belong together. The values are not repeated: somebody may have given a key itself, in place of its file.
 */
export function findTlsFaults({ TLS_CERT, TLS_KEY }: TlsSettings): string[] {
  if (TLS_CERT === undefined && TLS_KEY === undefined) return [];
  if (TLS_CERT === undefined || TLS_KEY === undefined) return ['TLS_CERT and TLS_KEY go together'];
  const cert = read(TLS_CERT);
  const key = read(TLS_KEY);
  if (Buffer.isBuffer(cert) && Buffer.isBuffer(key)) return findPairFault(cert, key);
  return Object.entries({ TLS_CERT: cert, TLS_KEY: key }).flatMap(([name, outcome]) =>
    Buffer.isBuffer(outcome) ? [] : [`${name} is not the path of a file that can be read (${outcome})`],
  );
}

/** The content of a file, or the code of the error. */
function read(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

function findPairFault(cert: Buffer, key: Buffer): string[] {
  try {
    createSecureContext({ cert, key });
    return [];
  } catch (error) {
    return [`TLS_CERT and TLS_KEY are not a certificate and its key in PEM form: ${(error as Error).message}`];
  }
}
