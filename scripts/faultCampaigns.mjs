import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './embeddedPostgres.mjs';
import { dataDir, rootDir } from './paths.mjs';
import { exitCodeOf, onStopSignal, stopGroup } from './processes.mjs';

const backendDir = path.join(rootDir, 'plugins/control-plane-backend');
const outputFolder = path.join(dataDir, 'faults');
// Longer than a backend of a campaign gets to end.
const shutdownGraceMs = 60_000;
// Room for a database of ours and for what fills it up.
const smallDiskMegabytes = 64;
// What was committed must be there when the server ends like a crash; the machine itself goes on.
const postgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};
const usage = `Breaks what can break while the product works, and checks that nothing was lost and nothing came twice.

  --list             says which faults there are, what must hold and how often each is done
  --only <ids>       these alone, separated by commas, such as F1,F6
  --runs <n>         so many runs of each, in place of its own number
  --share <percent>  that part of its own number, but at least as many as with --short: all faults in a bounded time
  --short            the number of runs that \`npm test\` does
  --not-in-jest      without those whose short version a Jest test does; \`npm test\` does the others after Jest
  --seed <n>         what is random follows from it; drawn and printed when absent. Each run prints a seed of its own:
                     --only <id> --seed <that one> --runs 1 does that run again
  --database <name>  sqlite, postgres or both (both)
  --soak             two replicas under load with faults among it, for --minutes (30)`;

/**
 * Runs the campaigns that were asked for.
 *
 * @param args - what stands on the command line
 * @returns the exit code: 0 when everything held
 */
export async function runFaultCampaigns(args) {
  const options = readOptions(args);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const stop = new AbortController();
  onStopSignal(name => stop.abort(name));
  mkdirSync(outputFolder, { recursive: true });

  const { clients, ...input } = options;
  const postgres =
    clients.includes('pg') && !input.list
      ? await startPostgres({ settings: postgresSettings, smallDiskMegabytes })
      : undefined;
  try {
    const databases = clients.map(client =>
      client === 'pg' ? { client, url: postgres?.url } : { client },
    );
    return await runProgram({
      input: {
        ...input,
        databases,
        outputFolder,
        smallDisk: postgres?.smallDisk,
      },
      postgres,
      signal: stop.signal,
    });
  } finally {
    await postgres?.stop();
  }
}

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      list: { type: 'boolean', default: false },
      only: { type: 'string' },
      runs: { type: 'string' },
      share: { type: 'string' },
      short: { type: 'boolean', default: false },
      'not-in-jest': { type: 'boolean', default: false },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      database: { type: 'string', default: 'both' },
      soak: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const clients = {
    sqlite: ['better-sqlite3'],
    postgres: ['pg'],
    both: ['better-sqlite3', 'pg'],
  };
  if (!Object.hasOwn(clients, values.database)) {
    throw new Error(
      `--database: expected sqlite, postgres or both, got ${values.database}`,
    );
  }
  if (values.help) {
    return undefined;
  }
  const only = [
    ...(values.only?.split(',') ?? []),
    ...(values.soak ? ['F30'] : []),
  ].map(id => id.trim());
  return {
    list: values.list,
    only: only.length > 0 ? only : undefined,
    runs: readNumber('runs', values.runs, { min: 1, max: 100_000 }),
    share: readNumber('share', values.share, { min: 1, max: 100 }),
    short: values.short,
    notInJest: values['not-in-jest'],
    seed: readNumber('seed', values.seed, { min: 0, max: 2 ** 32 - 1 }),
    minutes: readNumber('minutes', values.minutes, { min: 1, max: 1440 }),
    clients: clients[values.database],
  };
}

function readNumber(name, value, { min, max }) {
  if (value === undefined) {
    return undefined;
  }
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new Error(
      `--${name}: expected a whole number from ${min} to ${max}, got ${value}`,
    );
  }
  return number;
}

async function runProgram({ input, postgres, signal }) {
  if (signal.aborted) {
    return exitCodeOf(null, signal.reason);
  }
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/__testUtils__/faults/faultProgram.ts',
      JSON.stringify(input),
    ],
    {
      cwd: backendDir,
      // Its input stays open as long as this process lives. A Ctrl-C arrives here alone and is passed on once.
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
      detached: true,
    },
  );
  child.on('message', async ({ id, postgres: action }) => {
    const answer = await control(postgres, action).then(
      () => ({ id }),
      error => ({ id, error: error.message }),
    );
    if (child.connected) {
      child.send(answer);
    }
  });
  signal.addEventListener('abort', () => stopGroup(child, shutdownGraceMs));
  const [code, endedBy] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...end) => resolve(end));
  });
  return signal.aborted
    ? exitCodeOf(null, signal.reason)
    : exitCodeOf(code, endedBy);
}

async function control(postgres, action) {
  switch (action) {
    case 'halt':
      return postgres.halt();
    case 'resume':
      return postgres.resume();
    default:
      throw new Error(`expected halt or resume, got ${action}`);
  }
}
