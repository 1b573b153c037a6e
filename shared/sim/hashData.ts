const SEED = 0x811c9dc5;
const numberBytes = new DataView(new ArrayBuffer(8));

/**
 * The fingerprint of plain data, an unsigned 32-bit integer, whatever the order of its keys.
 * Technique: FNV-1a over 32-bit words, with a shift as in MurmurHash3 so that high bits reach low ones.
 */
export function hashData(value: unknown): number {
  return mixValue(SEED, value) >>> 0;
}

function mixValue(hash: number, value: unknown): number {
  switch (typeof value) {
    case 'number':
      return mixNumber(hash, value);
    case 'boolean':
      return mixWord(hash, value ? 1 : 2);
    case 'string':
      return mixText(hash, value);
    case 'object':
      return mixObject(hash, value ?? {});
    default:
      return mixWord(hash, 3);
  }
}

function mixObject(hash: number, value: object): number {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  let mixed = mixWord(hash, entries.length);
  for (const [key, part] of entries) mixed = mixValue(mixText(mixed, key), part);
  return mixed;
}

function mixText(hash: number, text: string): number {
  let mixed = mixWord(hash, text.length);
  for (let index = 0; index < text.length; index++) mixed = mixWord(mixed, text.charCodeAt(index));
  return mixed;
}

/** All 64 bits count; minus zero counts as zero, which it is to JSON. */
function mixNumber(hash: number, value: number): number {
  numberBytes.setFloat64(0, value === 0 ? 0 : value);
  return mixWord(mixWord(hash, numberBytes.getUint32(0)), numberBytes.getUint32(4));
}

function mixWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x01000193);
  return mixed ^ (mixed >>> 15);
}
