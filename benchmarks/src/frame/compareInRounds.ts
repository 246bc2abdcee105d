import { BenchmarkContext, Contender, Measurement, Row } from './Benchmark';
import { median } from './statistics';

/**
 * Measures contenders in turns and takes the median of each metric.
 *
 * @remarks
 * The machine's mood changes over minutes: within a round all contenders meet the same one, and the order turns by one
 * each round, so that nobody always comes first.
 */
export async function compareInRounds(
  { rounds, signal, say }: BenchmarkContext,
  contenders: readonly Contender[],
): Promise<Row[]> {
  const measured = new Map<string, Measurement[]>(
    contenders.map(({ name }) => [name, []]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      signal.throwIfAborted();
      const contender = contenders[(round + turn) % contenders.length];
      const measurement = await contender.measure();
      measured.get(contender.name)?.push(measurement);
      say(`  round ${round + 1}, ${contender.name}: ${inWords(measurement)}`);
    }
  }
  return [...measured].map(([name, measurements]) => ({
    name,
    figures: mediansOf(measurements),
  }));
}

/** The figure of one contender's row. */
export function figureOf(
  rows: readonly Row[],
  name: string,
  metric: string,
): number {
  const figure = rows.find(row => row.name === name)?.figures[metric];
  if (figure === undefined) {
    throw new Error(`Nothing measured '${metric}' of '${name}'`);
  }
  return figure;
}

export function inWords(measurement: Measurement): string {
  return Object.entries(measurement)
    .map(([metric, value]) => `${formatFigure(value)} ${metric}`)
    .join(', ');
}

/** Three digits, which is more than a benchmark can promise. */
export function formatFigure(value: number): string {
  if (Math.abs(value) >= 100) {
    return Math.round(value).toLocaleString('en-US');
  }
  return Number(value.toPrecision(3)).toString();
}

function mediansOf(measurements: readonly Measurement[]): Measurement {
  const metrics = Object.keys(measurements[0]);
  return Object.fromEntries(
    metrics.map(metric => [
      metric,
      median(measurements.map(measurement => measurement[metric])),
    ]),
  );
}
