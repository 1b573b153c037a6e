import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it; one that is there stays as it is. Node's own way of doing so never comes back where a
 * system says of each folder that the one above is missing, as Linux does in `/proc`.
 * @throws the error of the system when it cannot be made, or something else bears its name
 */
export function makeDirectory(directory: string): void {
  const parent = dirname(directory);
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
