// Installs what package-lock.json names, unless that very lockfile is installed already.
// Plain JavaScript: it runs before anything is installed, on whatever Node is at hand.
import { execSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';

const lock = 'package-lock.json';
const installed = 'node_modules/.installed-lock.json';

if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
  execSync('npm ci --no-audit --no-fund --loglevel=error', { stdio: 'inherit' });
  copyFileSync(lock, installed);
}
