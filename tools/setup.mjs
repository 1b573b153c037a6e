// Installs what package-lock.json names, unless that very lockfile is installed already, and makes sure
// that scripts run on Node 24. Plain JavaScript: it runs before anything is installed, on whatever Node is at hand.
import { execSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE = 24;
const lock = 'package-lock.json';
// Written last, removed first: an install that was interrupted never passes for a whole one.
const installed = 'node_modules/.installed-lock.json';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) install();
checkNode();

function install() {
  console.log('Fracas installs its packages; this happens once for each package-lock.json.');
  rmSync(installed, { force: true });
  try {
    // Asked for by name, so that NODE_ENV=production does not leave out what builds and tests.
    execSync('npm ci --include=dev --include=optional --no-audit --no-fund --loglevel=error', { stdio: 'inherit' });
  } catch {
    fail('Fracas could not install its packages (npm says why above). Run the same command again to repeat it.');
  }
  copyFileSync(lock, installed);
}

/** Asks the Node that npm's scripts run on: npm puts node_modules/.bin before everything else. */
function checkNode() {
  process.env.PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const version = versionOfNode();
  if (Number(version.split('.')[0]) >= NEEDED_NODE) return;
  fail(
    `Fracas needs Node ${NEEDED_NODE} or newer; scripts here run on Node ${version}. On Linux (x64, arm64) and ` +
      'Windows (x64) it comes with the packages; elsewhere install it and run the same command again.',
  );
}

function versionOfNode() {
  try {
    return execSync('node -p process.versions.node', { encoding: 'utf8' }).trim();
  } catch {
    return '0 (it does not start)';
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
