import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';
import {
  chooseCampaigns,
  ChosenCampaign,
  fullRunsOf,
  RunCounts,
} from './chooseCampaigns';
import { FaultCampaign, FaultResult } from './FaultCampaign';
import { faultCampaigns } from './faultCampaigns';
import { ParentPostgresServer } from './PostgresServer';

/** What this program is given, as JSON in its first argument. */
export interface FaultProgramInput extends RunCounts {
  list: boolean;
  only?: string[];
  notInJest?: boolean;
  seed: number;
  minutes?: number;
  outputFolder: string;
  smallDisk?: string;
  databases: CampaignDatabaseChoice[];
}

interface Row {
  id: string;
  database: string;
  result: FaultResult;
  minutes: number;
}

const NAMES = { 'better-sqlite3': 'SQLite', pg: 'PostgreSQL' } as const;

/* eslint-disable-next-line no-console -- what it prints is what it is for */
const report = (line: string) => console.log(line);

/** Runs what was chosen, one campaign after the other. The exit code is 0 when there was no problem. */
async function main(input: FaultProgramInput, signal: AbortSignal) {
  if (input.list) {
    faultCampaigns.forEach(campaign => report(describe(campaign)));
    return;
  }
  const rows: Row[] = [];
  for (const chosen of chooseCampaigns(faultCampaigns, input)) {
    rows.push(await runOne(chosen, input, signal));
  }
  if (rows.length === 0) {
    report('Nothing to run: what was named is not for this database');
  }
  table(rows).forEach(report);
  if (rows.length === 0 || rows.some(row => row.result.problems.length > 0)) {
    process.exitCode = 1;
  }
}

function describe(campaign: FaultCampaign): string {
  const { id, title, mustHold, runs, databases } = campaign;
  const counts = databases
    .map(client => `${fullRunsOf(campaign, client)} on ${NAMES[client]}`)
    .join(', ');
  return `${id}: ${title}\n    must hold: ${mustHold}\n    runs: ${counts}; with --short ${runs.short}`;
}

async function runOne(
  { campaign, database, runs }: ChosenCampaign,
  input: FaultProgramInput,
  signal: AbortSignal,
): Promise<Row> {
  const { id, title, mustHold } = campaign;
  report(
    `\n${id} on ${NAMES[database.client]}: ${title}; ${runs} runs, seed ${
      input.seed
    }\n  must hold: ${mustHold}`,
  );
  const startedAt = performance.now();
  const result = await campaign
    .run({
      ...input,
      runs,
      database,
      postgres:
        database.client === 'pg' ? new ParentPostgresServer() : undefined,
      report,
      signal,
    })
    .catch((error): FaultResult => {
      signal.throwIfAborted();
      const problem = `the campaign broke off: ${error?.stack ?? error}`;
      return { runs: 0, problems: [problem], figures: {} };
    });
  const minutes = (performance.now() - startedAt) / 60_000;
  Object.entries(result.figures).forEach(([name, value]) =>
    report(`  ${name}: ${value}`),
  );
  result.problems.forEach(problem => report(`  PROBLEM ${problem}`));
  if (result.notRun !== undefined) {
    report(`  NOT RUN: ${result.notRun}`);
  }
  report(
    `  ${result.runs} runs, ${
      result.problems.length
    } problems, ${minutes.toFixed(1)} minutes`,
  );
  return { id, database: NAMES[database.client], result, minutes };
}

function table(rows: Row[]): string[] {
  const line = (cells: Array<string | number>) =>
    cells
      .map((cell, index) =>
        index < 2 ? String(cell).padEnd(12) : String(cell).padStart(10),
      )
      .join('');
  return [
    '',
    line(['fault', 'database', 'runs', 'problems', 'minutes']),
    ...rows.map(({ id, database, result, minutes }) =>
      line([
        id,
        database,
        result.notRun === undefined ? result.runs : 'not run',
        result.problems.length,
        minutes.toFixed(1),
      ]),
    ),
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
  .finally(() => {
    // All was said. Whatever a campaign that broke off left open must not keep the program.
    process.exit();
  });
