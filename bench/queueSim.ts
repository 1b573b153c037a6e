import { QUEUE_RULES } from '../shared/defs/ranked.ts';
import { formatTable } from './formatTable.ts';
import { parseQueueArguments, USAGE, type QueueArguments } from './queue/parseQueueArguments.ts';
import { simulateQueue } from './queue/simulateQueue.ts';
import type { QueueSummary } from './queue/summarizeQueue.ts';

const wanted = readArguments();
for (const population of wanted.populations) {
  const modes = simulateQueue(population, QUEUE_RULES);
  if (wanted.json) console.log(JSON.stringify({ population, modes }));
  else
    console.log(
      [`\n${population.name}: ${population.arrivalsPerMinute} tickets a minute`, ...modes.map(describe)].join('\n'),
    );
}

function readArguments(): QueueArguments {
  try {
    return parseQueueArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(1);
  }
}

function describe(summary: QueueSummary): string {
  const { mode, matches, players, leftWaiting, longestLeftSeconds, sizes } = summary;
  const figures = ['waitSeconds', 'ratingGap', 'favourite', 'pingGapMs'] as const;
  const sides = Object.entries(sizes).map(([size, count]) => `${count} of ${size} a side`);
  return [
    `\n${mode}: ${matches} matches (${sides.join(', ')}) for ${players} players; ${leftWaiting} left waiting, for up to ${longestLeftSeconds} s\n`,
    formatTable(figures.map((figure) => ({ figure, ...summary[figure] }))),
    '',
    formatTable(summary.curve.map(({ fromSeconds, ...point }) => ({ 'waited from s': fromSeconds, ...point }))),
  ].join('\n');
}
