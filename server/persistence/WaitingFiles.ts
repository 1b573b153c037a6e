import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { putInPlace } from '../infra/putInPlace.ts';

const ENDING = '.json';
const PART = '.part';
const SET_ASIDE = 'refused';

/** What `WaitingFiles` does with the disk; tests make it fail between any two steps. */
export interface Disk {
  /** Writes a new file and waits until all of it is on the disk. */
  write(file: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Waits until the names in a directory are on the disk. */
  settle(directory: string): Promise<void>;
  remove(file: string): Promise<void>;
}

/** The file system of this machine. */
export const machineDisk: Disk = {
  async write(file, text) {
    const handle = await open(file, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  async settle(directory) {
    // There a directory cannot be opened, and names are on the disk with the rename.
    if (process.platform === 'win32') return;
    const handle = await open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  remove: (file) => rm(file, { force: true }),
};

/** How something that waits is written down, as JSON. */
export interface WaitingForm<Item> {
  /** Of its file, without an ending; in the order of their names they are listed. */
  nameOf(item: Item): string;
  /** @throws an error when it is not what was kept */
  read(json: string): Item;
}

/**
 * What waits for the database, a file each. A file has its name when it is whole and on the disk, not before: what
 * bears one is there after a crash or a power cut.
 */
export class WaitingFiles<Item> {
  readonly #directory: string;
  readonly #form: WaitingForm<Item>;
  readonly #disk: Disk;

  /** @param directory is made when it is not there */
  constructor(directory: string, form: WaitingForm<Item>, disk: Disk = machineDisk) {
    this.#directory = directory;
    this.#form = form;
    this.#disk = disk;
  }

  /** Keeps an item. Resolves when it is safe; the same one may be kept again. */
  async keep(item: Item): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const file = join(this.#directory, this.#form.nameOf(item));
    await putInPlace(file + PART, file + ENDING, {
      write: (part) => this.#disk.write(part, JSON.stringify(item)),
      rename: (part, whole) => this.#disk.rename(part, whole),
      remove: (part) => this.#disk.remove(part),
    });
    await this.#disk.settle(this.#directory);
  }

  /** The names of those that wait, in their order. */
  async list(): Promise<readonly string[]> {
    await mkdir(this.#directory, { recursive: true });
    const names = await readdir(this.#directory);
    return names.filter((name) => name.endsWith(ENDING)).toSorted();
  }

  /** @throws an error when it is not what `keep` wrote */
  async read(name: string): Promise<Item> {
    return this.#form.read(await readFile(join(this.#directory, name), 'utf8'));
  }

  /** To be called when the item is in the database. */
  forget(name: string): Promise<void> {
    return this.#disk.remove(join(this.#directory, name));
  }

  /** Puts an item where it is not tried again, for somebody to look at. */
  async setAside(name: string): Promise<void> {
    await mkdir(join(this.#directory, SET_ASIDE), { recursive: true });
    await this.#disk.rename(join(this.#directory, name), join(this.#directory, SET_ASIDE, name));
  }
}
