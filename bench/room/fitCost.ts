/** How the cost of a tick grows with the clients: `perClientMs`·N + `perPairMs`·N². */
export interface CostFit {
  readonly perClientMs: number;
  readonly perPairMs: number;
}

/** What a tick cost with so many clients. */
export interface CostPoint {
  readonly n: number;
  readonly cpuMsPerTick: number;
}

/**
 * Fits a·N + b·N² by least squares to the cost for each client, which is a straight line a + b·N, so that small rooms count as
 * much as large ones. Undefined for fewer than two numbers of clients.
 */
export function fitCost(points: readonly CostPoint[]): CostFit | undefined {
  if (new Set(points.map(({ n }) => n)).size < 2) return undefined;
  const costs = points.map(({ n, cpuMsPerTick }) => ({ n, cost: cpuMsPerTick / n }));
  const meanN = mean(costs.map(({ n }) => n));
  const meanCost = mean(costs.map(({ cost }) => cost));
  const together = costs.reduce((sum, { n, cost }) => sum + (n - meanN) * (cost - meanCost), 0);
  const alone = costs.reduce((sum, { n }) => sum + (n - meanN) ** 2, 0);
  const perPairMs = together / alone;
  return { perClientMs: meanCost - perPairMs * meanN, perPairMs };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
