/** What a file is put in place with, each step by the path it is about. */
export interface FileSteps {
  write(part: string): Promise<void>;
  rename(part: string, file: string): Promise<void>;
  remove(part: string): Promise<void>;
}

/**
 * Writes a file under the name `part`, and gives it that of `file` once it is whole. When it cannot be, nothing stays of it: of a disk that
 * is full it would take what is left.
 * @throws the error of the step that failed
 */
export async function putInPlace(part: string, file: string, steps: FileSteps): Promise<void> {
  try {
    await steps.write(part);
    await steps.rename(part, file);
  } catch (error) {
    await steps.remove(part).catch(() => undefined);
    throw error;
  }
}
