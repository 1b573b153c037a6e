/** As many as the hash of the signature gives out: fewer would be the way to guess it (RFC 7518, 3.2). */
const LEAST_BYTES = 32;

/** Words of people, patterns and examples have fewer; 32 bytes of chance in any usual spelling have more. */
const LEAST_DISTINCT = 10;

/** What stands in examples, guides and other people's defaults. */
const KNOWN =
  /change.?me|your.{0,12}(secret|key)|super.?secret|(jwt|top|my|shared).?secret|password|example|0123456789abcdef|abcdefghijkl|qwerty/i;

/**
 * Why a secret must not sign tokens: too short, too regular, or known to everybody. Goes on after the name of a setting and
 * repeats nothing of the secret; undefined when there is nothing against it.
 */
export function findSecretFault(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < LEAST_BYTES) return `is shorter than ${LEAST_BYTES} bytes`;
  if (new Set(secret).size < LEAST_DISTINCT) return 'is too easy to guess';
  if (isRepeated(secret)) return 'is too easy to guess';
  if (KNOWN.test(secret)) return 'holds words that stand in examples';
  return undefined;
}

/** Whether the text is a shorter one over and over, down to the end of its last, maybe broken, turn. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.slice(length) === text.slice(0, -length)) return true;
  }
  return false;
}
