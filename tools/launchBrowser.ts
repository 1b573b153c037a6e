import { chromium, type Browser } from 'playwright-core';
import {
  findProgram,
  installAsRoot,
  unpackWithoutRoot,
  type DebianProgram,
  type FoundProgram,
} from './debianProgram.ts';

const CHROMIUM: DebianProgram = {
  variable: 'CHROMIUM_BIN',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  packageNames: ['chromium'],
  pathInPackage: 'usr/lib/chromium/chromium',
};

// WebGL is drawn by the processor, so a machine without a graphics card sees the same game.
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The page around the game is not: a processor puts pages together faster by itself than by way of WebGL.
  '--disable-gpu-compositing',
];

/** A headless Chromium with WebGL; the caller closes it. Installs one where none is (see `findChromium`). */
export async function launchBrowser(): Promise<Browser> {
  return launch(await findChromium());
}

/**
 * A Chromium to start: found on the machine, else installed, else the one that comes as an npm package,
 * else unpacked from Debian's. Throws an error that names the ways out when none works.
 */
export async function findChromium(): Promise<FoundProgram> {
  const installed = findProgram(CHROMIUM) ?? (await installAsRoot(CHROMIUM));
  if (installed !== undefined) return installed;
  const packaged = await packagedChromium();
  if (packaged !== undefined && (await starts(packaged))) return packaged;
  const unpacked = await unpackWithoutRoot(CHROMIUM);
  if (unpacked !== undefined && (await starts(unpacked))) return unpacked;
  throw new Error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_BIN to one.',
  );
}

function launch(program: FoundProgram): Promise<Browser> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const env = { ...Object.fromEntries(inherited), ...program.env };
  return chromium.launch({ executablePath: program.path, headless: true, args: FLAGS, env });
}

/** Its bare binary lacks system libraries on some machines; only starting it tells. */
async function starts(program: FoundProgram): Promise<boolean> {
  try {
    const browser = await launch(program);
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function packagedChromium(): Promise<FoundProgram | undefined> {
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return { path: await packaged.executablePath(), env: {} };
  } catch {
    return undefined;
  }
}
