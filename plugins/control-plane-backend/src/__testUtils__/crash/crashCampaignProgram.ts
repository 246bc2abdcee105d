import { CampaignDatabaseChoice } from './CampaignDatabase';
import {
  CrashCampaignResult,
  RECOVERY_SECONDS,
  runCrashCampaign,
} from './runCrashCampaign';

/** What this program is given, as JSON in its first argument. */
export interface CrashCampaignInput {
  seed: number;
  kills: number;
  requests: number;
  databases: CampaignDatabaseChoice[];
}

const NAMES = { 'better-sqlite3': 'SQLite', pg: 'PostgreSQL' } as const;

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

/* eslint-disable-next-line no-console -- what it prints is what it is for */
const report = (line: string) => console.log(line);

/** Runs one campaign on each database. The exit code is 0 when nothing was lost and nothing came twice. */
async function main(input: CrashCampaignInput, signal: AbortSignal) {
  for (const database of input.databases) {
    report(
      `${NAMES[database.client]}: ${input.requests} requests, ${
        input.kills
      } kills, seed ${input.seed}`,
    );
    const startedAt = performance.now();
    const result = await runCrashCampaign({
      ...input,
      database,
      report,
      signal,
    });
    const { problems } = result;
    describe(result, input).forEach(line => report(`  ${line}`));
    report(`  ${seconds(performance.now() - startedAt)} s in all`);
    problems.forEach(problem => report(`  PROBLEM ${problem}`));
    if (problems.length > 0) {
      process.exitCode = 1;
    }
  }
}

function describe(
  result: CrashCampaignResult,
  { requests }: CrashCampaignInput,
): string[] {
  const { ready, commits, problems, calls, startMs } = result;
  const [shortest, longest] = [Math.min(...startMs), Math.max(...startMs)];
  return [
    `${ready} of ${requests} ready, ${commits} commits of them on the branch, ${problems.length} problems`,
    `creates: ${calls.sent} sent, ${calls.unanswered} not answered, ${calls.repeated} answered again from the key`,
    `starts: ${startMs.length} served, after ${seconds(shortest)} to ${seconds(
      longest,
    )} s`,
    `all ready ${seconds(
      result.recoveryMs,
    )} s after the last start served (at most ${RECOVERY_SECONDS}), ${seconds(
      result.restartMs,
    )} s after the last start`,
  ];
}

const stop = new AbortController();
const onStop = () => stop.abort(new Error('Stopped'));
process.on('SIGTERM', onStop).on('SIGINT', onStop);
// Whoever started this program holds the other end: it must not outlive them.
process.stdin.resume().once('close', onStop);

main(JSON.parse(process.argv[2]), stop.signal)
  .catch(error => {
    report(stop.signal.aborted ? 'Stopped' : `${error?.stack ?? error}`);
    process.exitCode = 1;
  })
  .finally(() => process.stdin.destroy());
