/** No name or id comes near this. */
const LONGEST_NAME = 4096;

/** Reads what `ByteWriter` wrote. Throws an Error that names the byte where the data makes no sense. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  readByte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  readVarint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.readByte();
      value += (byte % 128) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    if (!Number.isSafeInteger(value)) throw this.damaged('a number is too large');
    return value;
  }

  readSigned(): number {
    const value = this.readVarint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  readUint32(): number {
    return this.#view.getUint32(this.#advance(4));
  }

  readFloat64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** @param longest more characters than these cannot be meant */
  readText(longest = LONGEST_NAME): string {
    const length = this.readVarint();
    if (length > longest) throw this.damaged('a text is too long');
    return Array.from({ length }, () => String.fromCharCode(this.readVarint())).join('');
  }

  /** The error for data that contradicts itself here. */
  damaged(reason: string): Error {
    return new Error(`The replay is damaged near byte ${this.#at}: ${reason}.`);
  }

  #advance(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) throw this.#cutOff();
    this.#at = at + count;
    return at;
  }

  #cutOff(): Error {
    return new Error(`The replay is cut off: it ends at byte ${this.#bytes.length}, in the middle of the record.`);
  }
}
