/** What the console would have shown as warnings and errors. */
export interface KeptConsole {
  readonly lines: string[];
  /** Gives the console back, and what was kept. */
  restore(): readonly string[];
}

/** Keeps what is said on the console as a warning or an error, in place of printing it. */
export function keepConsole(): KeptConsole {
  const { warn, error } = console;
  const lines: string[] = [];
  const keep = (...words: unknown[]): void => void lines.push(words.map(String).join(' '));
  Object.assign(console, { warn: keep, error: keep });
  return {
    lines,
    restore() {
      Object.assign(console, { warn, error });
      return lines;
    },
  };
}
