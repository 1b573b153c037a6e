import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Under this, headers weigh more than what compression saves. */
const SMALLEST_BYTES = 1000;
/** Within a few per cent of the best, at a tenth of its time. */
const BROTLI_QUALITY = 9;

/** Writes `name.br` beside each file of a folder that is worth compressing, for the server to send as it is. */
function compressFolder(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length <= SMALLEST_BYTES) continue;
    const compressed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
    if (compressed.length < content.length) writeFileSync(`${path}.br`, compressed);
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder: node tools/compress.ts FOLDER');
compressFolder(folder);
