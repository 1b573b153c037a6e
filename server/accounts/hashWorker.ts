import { argon2Sync, type Argon2Parameters } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';

const port = parentPort!;

stepBack();
port.on('message', (parameters: Argon2Parameters) => port.postMessage(argon2Sync('argon2id', parameters)));

/**
 * Lets every thread go first that has a game to tick, of this process or another: a password can wait for some milliseconds.
 * On Linux a priority is a thread's own; elsewhere all threads are equal, and stay so.
 */
function stepBack(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Another system, or a process that stepped back further already.
  }
}
