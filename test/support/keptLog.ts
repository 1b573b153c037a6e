import pino, { type Logger } from 'pino';

export interface KeptLine {
  readonly level: number;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

/** A log whose lines, of every level, a test can read. */
export function keptLog(): { readonly log: Logger; readonly lines: readonly KeptLine[] } {
  const lines: KeptLine[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line) as KeptLine) });
  return { log, lines };
}
