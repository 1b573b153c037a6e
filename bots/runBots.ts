import { setTimeout as wait } from 'node:timers/promises';
import { BOT_NAMES } from '../shared/defs/bots.ts';
import { TICK_MS } from '../shared/defs/rates.ts';
import type { JoinOptions } from '../shared/net/messages.ts';
import { BotClient } from './BotClient.ts';
import { LightClient } from './LightClient.ts';
import type { NetworkClient } from './NetworkClient.ts';
import type { BotsOptions } from './parseArguments.ts';
import { summarize, type Summary } from './summarize.ts';

/** Clients that knock at the same time: more would measure the door, not the house. */
const JOINS_AT_ONCE = 8;
const PING_MS = 500;

/** Lets clients join, play for the time wished, and leave; measures from the last join on. */
export async function runBots(options: BotsOptions, tell: (progress: string) => void): Promise<Summary> {
  const clients: NetworkClient[] = [];
  const stopLoop = startLoop(clients);
  try {
    const failures = await joinAll(options, clients, tell);
    const startMs = performance.now();
    if (clients.length > 0) await play(options, clients, tell);
    const seconds = (performance.now() - startMs) / 1000;
    await Promise.all(clients.map((client) => client.leave()));
    const tallies = clients.map(({ tally }) => tally);
    return summarize(tallies, { seconds, failures });
  } finally {
    stopLoop();
  }
}

/** Adds everyone who gets in to `clients`, and gives the reasons of those who do not. */
async function joinAll(
  options: BotsOptions,
  clients: NetworkClient[],
  tell: (progress: string) => void,
): Promise<string[]> {
  const failures: string[] = [];
  for (let first = 0; first < options.count; first += JOINS_AT_ONCE) {
    const batch = Math.min(JOINS_AT_ONCE, options.count - first);
    const joins = Array.from({ length: batch }, async (_, i) => {
      try {
        clients.push(await joinOne(options, first + i));
      } catch (error) {
        failures.push(reasonOf(error));
      }
    });
    await Promise.all(joins);
    tell(`joined ${clients.length} of ${options.count}`);
  }
  return failures;
}

function joinOne(options: BotsOptions, index: number): Promise<NetworkClient> {
  const { url, mode, map, skill, trouble, light } = options;
  const seed = options.seed * 10_007 + index;
  const name = BOT_NAMES[index % BOT_NAMES.length]!;
  const join: JoinOptions = map === undefined ? { name, mode } : { name, mode, map };
  return light ? LightClient.join({ url, join, seed, trouble }) : BotClient.join({ url, join, seed, trouble, skill });
}

async function play(
  options: BotsOptions,
  clients: readonly NetworkClient[],
  tell: (progress: string) => void,
): Promise<void> {
  const endMs = performance.now() + options.seconds * 1000;
  for (let leftMs = options.seconds * 1000; leftMs > 0; leftMs = endMs - performance.now()) {
    for (const client of clients) client.ping();
    const dropped = clients.filter(({ tally }) => tally.dropped).length;
    tell(`${clients.length} playing, ${dropped} dropped, ${Math.ceil(leftMs / 1000)} s left`);
    await wait(Math.min(PING_MS, leftMs));
  }
}

/** One timer steps all clients; one that comes late steps them once, and their sessions make up for it. */
function startLoop(clients: readonly NetworkClient[]): () => void {
  let nextMs = performance.now();
  let timer: NodeJS.Timeout;
  const run = (): void => {
    const nowMs = performance.now();
    for (const client of clients) client.step(nowMs);
    nextMs = Math.max(nextMs + TICK_MS, nowMs);
    timer = setTimeout(run, Math.max(0, nextMs - performance.now()));
  };
  timer = setTimeout(run, TICK_MS);
  return () => clearTimeout(timer);
}

/** The words of an error, with those of its cause unless it has them already. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error && !message.includes(cause.message) ? `${message}: ${cause.message}` : message;
}
