import { parseArgs } from 'node:util';
import { benchNetcode } from './netcode.ts';
import { benchStep } from './step.ts';

const SEED = 20261122;
const BENCHES = {
  step: async (seed: number) => benchStep(seed),
  netcode: benchNetcode,
};
type BenchName = keyof typeof BENCHES;

await main();

/** `npm run bench -- [step|netcode|all] [--seed N] [--json]`: one line, or one JSON object, for each result. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, seed: { type: 'string', default: String(SEED) } },
  });
  const wanted = positionals[0] ?? 'all';
  const names = (Object.keys(BENCHES) as BenchName[]).filter((name) => wanted === 'all' || wanted === name);
  if (names.length === 0) {
    console.error(`There is no bench '${wanted}'. Choose one of: ${Object.keys(BENCHES).join(', ')}, all.`);
    process.exit(2);
  }
  const seed = Number(values.seed);
  if (!values.json) console.log(`Node ${process.versions.node}, ${process.platform}, seed ${seed}`);
  for (const name of names) {
    for (const result of await BENCHES[name](seed)) {
      console.log(values.json ? JSON.stringify({ bench: name, seed, ...result }) : `${name} ${format(result)}`);
    }
  }
}

function format(result: object): string {
  return Object.entries(result)
    .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ');
}
