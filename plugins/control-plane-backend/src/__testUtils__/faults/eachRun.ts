import { SeededRandom } from '../crash/SeededRandom';
import { FaultContext, FaultResult, FaultRun } from './FaultCampaign';

/** Seeds are of 32 bits. */
const SEEDS = 2 ** 32;

/**
 * Does the runs of a campaign, each with a seed of its own that is printed with how it went.
 *
 * @remarks
 * A run that throws is a problem of that run; the others go on. The seed of run n is n - 1 more than that of the
 * campaign, so the seed of one run makes a campaign that begins with it.
 *
 * @param options.atOnce - runs that go on side by side, where they mostly wait; 1 when absent
 * @param run - resolves to what did not hold in it
 */
export async function eachRun(
  context: Pick<FaultContext, 'seed' | 'runs' | 'report' | 'signal'>,
  options: { atOnce?: number },
  run: (run: FaultRun) => Promise<string[]>,
): Promise<Pick<FaultResult, 'runs' | 'problems'>> {
  const { signal, report } = context;
  const problems: string[] = [];
  let begun = 0;
  const worker = async () => {
    while (begun < context.runs) {
      signal.throwIfAborted();
      begun += 1;
      const number = begun;
      const seed = (context.seed + number - 1) % SEEDS;
      const said: string[] = [];
      const found = await run({
        number,
        seed,
        random: new SeededRandom(seed),
        report: line => said.push(line),
        signal,
      }).catch(error => {
        signal.throwIfAborted();
        return [describeError(error)];
      });
      report(
        `  run ${number} seed ${seed}${said
          .map(line => `; ${line}`)
          .join('')}: ${
          found.length === 0 ? 'ok' : `${found.length} problems`
        }`,
      );
      problems.push(...found.map(problem => `seed ${seed}: ${problem}`));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 1 }, worker));
  return { runs: begun, problems };
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
