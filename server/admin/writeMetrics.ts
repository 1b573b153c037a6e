import type { ServerResponse } from 'node:http';
import type { Services } from '../services.ts';

type Counted = Pick<Services, 'metrics' | 'rooms'>;

/** Answers the figures of the process, as Prometheus reads them. */
export async function writeMetrics(response: ServerResponse, { metrics, rooms }: Counted): Promise<void> {
  countSeats({ metrics, rooms });
  const text = await metrics.registry.metrics();
  response.writeHead(200, { 'content-type': metrics.registry.contentType });
  response.end(text);
}

function countSeats({ metrics, rooms }: Counted): void {
  const matches = [...rooms];
  metrics.rooms.set(matches.length);
  metrics.people.set(matches.reduce((sum, { seats }) => sum + seats.people, 0));
  metrics.bots.set(matches.reduce((sum, { seats }) => sum + seats.bots, 0));
}
