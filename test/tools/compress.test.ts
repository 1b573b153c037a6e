import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

describe('compressing the built client', () => {
  let folder: string;
  const compress = () => execFileSync(process.execPath, ['tools/compress.ts', folder]);
  const place = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fracas-compress-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('puts beside a script what a browser unpacks to the very same script', () => {
    const script = 'console.log("fracas");\n'.repeat(200);
    mkdirSync(join(folder, 'assets'));
    place('assets/game.js', script);
    compress();
    const compressed = readFileSync(join(folder, 'assets/game.js.br'));
    assert.equal(brotliDecompressSync(compressed).toString(), script);
    assert.ok(compressed.length < script.length / 10);
  });

  it('leaves alone what is small, and what would not get smaller', () => {
    place('small.js', 'f();');
    place('picture.png', randomBytes(5000));
    compress();
    assert.deepEqual(readdirSync(folder).toSorted(), ['picture.png', 'small.js']);
  });
});
