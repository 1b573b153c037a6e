import { once } from 'node:events';
import { Cluster } from './cluster/Cluster.ts';
import { USAGE, parseClusterArguments, type ClusterArguments } from './cluster/parseClusterArguments.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

await main();

/** Runs the cluster until a signal ends all of it. */
async function main(): Promise<void> {
  const asked = readArguments();
  const stopping = new AbortController();
  for (const signal of STOP_SIGNALS) process.on(signal, () => stopping.abort());
  try {
    const cluster = await startCluster(asked, stopping.signal);
    console.log(`Fracas is ready at ${cluster.url}`);
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
    await cluster.stop();
  } catch (error) {
    if (!stopping.signal.aborted) fail(error, 'The cluster cannot start');
  }
  process.exit(0);
}

function readArguments(): ClusterArguments {
  try {
    return parseClusterArguments(process.argv.slice(2));
  } catch (error) {
    fail(error, `Usage: ${USAGE}`);
  }
}

function startCluster(asked: ClusterArguments, signal: AbortSignal): Promise<Cluster> {
  const { DATA_DIR } = process.env;
  return Cluster.start({
    ...asked,
    signal,
    env: DATA_DIR === undefined || DATA_DIR === '' ? {} : { DATA_DIR },
    report: (line) => console.log(line),
    onLog: (from, line) => console.error(`[${from}] ${line}`),
  });
}

function fail(error: unknown, what: string): never {
  console.error(`${what}:\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
