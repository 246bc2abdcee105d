import { BenchmarkResult, Goal, Ratio } from './Benchmark';
import { formatFigure, inWords } from './compareInRounds';

/** Prints medians, ratios beside their goals, and what there is to know. */
export function printResult(
  { rows, ratios, notes = [] }: BenchmarkResult,
  { minutes, say }: { minutes: number; say(line: string): void },
): void {
  const width = Math.max(...rows.map(({ name }) => name.length), 0);
  rows.forEach(({ name, figures }) =>
    say(`  ${name.padEnd(width)}  ${inWords(figures)}`),
  );
  ratios.forEach(ratio =>
    say(`  ${ratio.name} = ${formatFigure(ratio.value)}${describeGoal(ratio)}`),
  );
  notes.forEach(note => say(`  ${note}`));
  say(`  ${minutes.toFixed(1)} minutes`);
}

function describeGoal({ value, goal }: Ratio): string {
  if (!goal) {
    return '';
  }
  const aim = goal.aim === undefined ? '' : `, aim ${goal.aim}`;
  const verdict = meets(value, goal) ? 'met' : 'MISSED';
  return 'atLeast' in goal
    ? `  (owed ≥ ${goal.atLeast}${aim}: ${verdict})`
    : `  (owed ≤ ${goal.atMost}${aim}: ${verdict})`;
}

function meets(value: number, goal: Goal): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
