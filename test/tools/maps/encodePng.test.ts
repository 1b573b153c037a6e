import assert from 'node:assert/strict';
import { crc32, inflateSync } from 'node:zlib';
import { drawTiles } from '../../../tools/maps/drawTiles.ts';
import { encodePng } from '../../../tools/maps/encodePng.ts';

/** The chunks of a PNG file by type, each with the checksum that its bytes ask for. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    assert.equal(png.readUInt32BE(end), crc32(png.subarray(at + 4, end)));
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end));
    at = end + 4;
  }
  return chunks;
}

describe('encodePng', () => {
  it('writes a picture that opens with its size and its pixels', () => {
    const rgb = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    const chunks = chunksOf(encodePng({ width: 2, height: 2, rgb }));
    assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
    assert.deepEqual([...chunks.get('IHDR')!], [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
    assert.deepEqual([...inflateSync(chunks.get('IDAT')!)], [0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12]);
  });

  it('gives Tiled four tiles that look different', () => {
    const { width, height, rgb } = drawTiles();
    assert.deepEqual([width, height], [128, 32]);
    const middles = [16, 48, 80, 112].map((x) => rgb.slice((16 * width + x) * 3, (16 * width + x) * 3 + 3).join());
    assert.equal(new Set(middles).size, 4);
  });
});
