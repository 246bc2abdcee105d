import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './embeddedPostgres.mjs';
import { rootDir } from './paths.mjs';
import { exitCodeOf, onStopSignal, stopGroup } from './processes.mjs';

const backendDir = path.join(rootDir, 'plugins/control-plane-backend');
// Longer than a backend of a campaign gets to end.
const shutdownGraceMs = 60_000;
const usage = `Kills the backend while it makes requests ready, and checks that each is there exactly once.

  --seed <n>         plans the same run again; drawn and printed when absent
  --kills <n>        how often the backend is killed on each database (10)
  --requests <n>     requests that are asked for meanwhile, 1 to 100 (50)
  --database <name>  sqlite, postgres or both (both)`;

/**
 * Runs one campaign on each database that was asked for.
 *
 * @param args - what stands on the command line
 * @returns the exit code: 0 when nothing was lost and nothing came twice
 */
export async function runCrashCampaigns(args) {
  const options = readOptions(args);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const stop = new AbortController();
  onStopSignal(name => stop.abort(name));

  const postgres = options.clients.includes('pg')
    ? await startPostgres()
    : undefined;
  try {
    const databases = options.clients.map(client =>
      client === 'pg' ? { client, url: postgres.url } : { client },
    );
    const { seed, kills, requests } = options;
    return await runProgram({ seed, kills, requests, databases }, stop.signal);
  } finally {
    await postgres?.stop();
  }
}

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      kills: { type: 'string', default: '10' },
      requests: { type: 'string', default: '50' },
      database: { type: 'string', default: 'both' },
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
  return values.help
    ? undefined
    : {
        seed: readNumber('seed', values.seed, { min: 0, max: 2 ** 32 - 1 }),
        kills: readNumber('kills', values.kills, { min: 1, max: 100 }),
        requests: readNumber('requests', values.requests, { min: 1, max: 100 }),
        clients: clients[values.database],
      };
}

function readNumber(name, value, { min, max }) {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new Error(
      `--${name}: expected a whole number from ${min} to ${max}, got ${value}`,
    );
  }
  return number;
}

async function runProgram(input, signal) {
  if (signal.aborted) {
    return exitCodeOf(null, signal.reason);
  }
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/__testUtils__/crash/crashCampaignProgram.ts',
      JSON.stringify(input),
    ],
    {
      cwd: backendDir,
      // Its input stays open as long as this process lives. A Ctrl-C arrives here alone and is passed on once.
      stdio: ['pipe', 'inherit', 'inherit'],
      detached: true,
    },
  );
  signal.addEventListener('abort', () => stopGroup(child, shutdownGraceMs));
  const [code, endedBy] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...end) => resolve(end));
  });
  return signal.aborted
    ? exitCodeOf(null, signal.reason)
    : exitCodeOf(code, endedBy);
}
