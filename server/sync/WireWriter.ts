const FIRST_BYTES = 4096;

const FIXSTR = 0xa0;
const STR8 = 0xd9;
const STR16 = 0xda;
const UINT8 = 0xcc;
const UINT16 = 0xcd;
const UINT32 = 0xce;

/**
 * A buffer that grows and is written over and over. Integers are little endian; `number` and `string` are those of
 * the Colyseus schema wire format (a MessagePack subset), for the values that travel there.
 */
export class WireWriter {
  /** What was written lies before `at`; another object after the buffer has grown. */
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  at = 0;

  /** Makes room for `count` more bytes; to be called before writing to `bytes` by hand. */
  reserve(count: number): void {
    const needed = this.at + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  uint8(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.bytes[this.at++] = value;
    this.bytes[this.at++] = value >>> 8;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.bytes[this.at++] = value;
    this.bytes[this.at++] = value >>> 8;
    this.bytes[this.at++] = value >>> 16;
    this.bytes[this.at++] = value >>> 24;
  }

  float32(value: number): void {
    this.reserve(4);
    this.at = this.bytes.writeFloatLE(value, this.at);
  }

  float64(value: number): void {
    this.reserve(8);
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  /** A whole number from 0 to 2³² − 1 in one to five bytes. */
  number(value: number): void {
    if (value < 0x80) return this.uint8(value);
    if (value < 0x100) {
      this.uint8(UINT8);
      return this.uint8(value);
    }
    if (value < 0x10000) {
      this.uint8(UINT16);
      return this.uint16(value);
    }
    this.uint8(UINT32);
    this.uint32(value);
  }

  /** A text of less than 64 KiB. */
  string(value: string): void {
    const length = Buffer.byteLength(value);
    if (length < 0x20) this.uint8(FIXSTR | length);
    else if (length < 0x100) {
      this.uint8(STR8);
      this.uint8(length);
    } else {
      this.uint8(STR16);
      this.uint16(length);
    }
    this.reserve(length);
    this.at += this.bytes.write(value, this.at, length);
  }

  /** Copies what lies from `start` to `end` in another buffer. A loop: for a handful of bytes it beats any call. */
  copy(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const { bytes } = this;
    let { at } = this;
    for (let index = start; index < end; index++) bytes[at++] = from[index]!;
    this.at = at;
  }
}
