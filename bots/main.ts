import { parseArguments, USAGE, type BotsOptions } from './parseArguments.ts';
import { runBots } from './runBots.ts';
import { describeSummary } from './summarize.ts';

const CLEAR_LINE = '\r\u001b[K';

function readOptions(): BotsOptions {
  try {
    return parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

const options = readOptions();
const summary = await runBots(options, (progress) => process.stderr.write(`${CLEAR_LINE}${progress}`));
process.stderr.write(CLEAR_LINE);
const code = summary.joined === options.count && summary.dropped === 0 ? 0 : 1;
// Someone may still be on the way back to a server that is gone: nobody waits for that.
process.stdout.write(`${options.json ? JSON.stringify(summary) : describeSummary(summary)}\n`, () =>
  process.exit(code),
);
