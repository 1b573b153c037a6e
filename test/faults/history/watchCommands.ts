import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const RETRY_MS = 10;

/** A command that Redis carried out, alone or in a script: when, on its clock, and its words. */
export type OnCommand = (atMs: number, words: readonly string[]) => void;

/**
 * Tells of every command that a Redis carries out, from the moment this resolves; goes on when Redis is back after it was
 * away. Gives how to stop.
 */
export async function watchCommands(url: string, onCommand: OnCommand): Promise<() => void> {
  const { hostname, port, password } = new URL(url);
  const began = Promise.withResolvers<void>();
  let socket: Socket | undefined;
  let isStopped = false;
  const open = (): void => {
    if (isStopped) return;
    socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(open, RETRY_MS).unref());
    if (password !== '') socket.write(`AUTH ${decodeURIComponent(password)}\r\n`);
    socket.write('MONITOR\r\n');
    const lines = createInterface({ input: socket, crlfDelay: Infinity });
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      began.resolve();
      const [, seconds, words] = /^\+(\d+\.\d+) \[[^\]]*\] "(.*)"$/.exec(line) ?? [];
      if (seconds !== undefined && words !== undefined) onCommand(Number(seconds) * 1000, splitWords(words));
    });
  };
  open();
  await began.promise;
  return () => {
    isStopped = true;
    socket?.destroy();
  };
}

function splitWords(words: string): string[] {
  return words.split('" "').map((word) => word.replaceAll(/\\(["\\])/g, '$1'));
}
