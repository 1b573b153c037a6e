import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: what a value is. */
const TAG = {
  integer: 0x02,
  bitString: 0x03,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;
const ED25519 = Buffer.from([0x2b, 0x65, 0x70]);
const COMMON_NAME = Buffer.from([0x55, 0x04, 0x03]);
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A key and a certificate that vouches for itself, valid from now on (RFC 5280, section 4.1, as version 1), in PEM. */
export function selfSigned(name: string): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const algorithm = der(TAG.sequence, der(TAG.oid, ED25519));
  const whose = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, der(TAG.oid, COMMON_NAME), der(TAG.utf8, Buffer.from(name)))),
  );
  const now = Date.now();
  const validity = der(TAG.sequence, utcTime(now - YEAR_MS), utcTime(now + YEAR_MS));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(TAG.sequence, der(TAG.integer, Buffer.of(1)), algorithm, whose, validity, whose, spki);
  const signature = der(TAG.bitString, Buffer.of(0), sign(null, body, privateKey));
  const bytes = der(TAG.sequence, body, algorithm, signature).toString('base64');
  const cert = `-----BEGIN CERTIFICATE-----\n${bytes.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}
