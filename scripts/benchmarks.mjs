import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './embeddedPostgres.mjs';
import { dataDir, rootDir } from './paths.mjs';
import { exitCodeOf, onStopSignal, stopGroup } from './processes.mjs';

const shutdownGraceMs = 10_000;
const usage = `Measures the engine beside its peers and beside the bare limit, and prints medians and ratios.

  --only <ids>     benchmarks to run, e.g. Q1,G2; all when absent
  --rounds <n>     rounds in which every contender takes its turn (5)
  --quick          small sizes, for a look while working; the goals are for the full ones
  --compare        shows which ratios are worse than the committed ones; exit code 1 when one is
  --save           writes the ratios to benchmarks/ratios.json, to be committed`;

/**
 * Runs the benchmarks that were asked for on a PostgreSQL of their own.
 *
 * @param args - what stands on the command line
 * @returns the exit code
 */
export async function runBenchmarks(args) {
  const options = readOptions(args);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const stop = new AbortController();
  onStopSignal(name => stop.abort(name));
  console.log(describeMachine());

  await fs.mkdir(dataDir, { recursive: true });
  const directory = await fs.mkdtemp(path.join(dataDir, 'bench-'));
  // As durable as in production: what commits cost is half of what a queue costs.
  const postgres = await startPostgres({ settings: {} });
  try {
    return await runProgram(
      { ...options, directory, postgresUrl: postgres.url },
      stop.signal,
    );
  } finally {
    await postgres.stop();
    await fs.rm(directory, { recursive: true, force: true });
  }
}

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  if (!/^[1-9]\d?$/.test(values.rounds)) {
    throw new Error(
      `--rounds: expected a whole number from 1 to 99, got ${values.rounds}`,
    );
  }
  if (values.compare && values.save) {
    throw new Error('--compare, --save: expected one of them, got both');
  }
  return {
    only: values.only.split(',').filter(id => id !== ''),
    rounds: Number(values.rounds),
    quick: values.quick,
    ratios: (values.compare && 'compare') || (values.save && 'save') || 'print',
  };
}

function describeMachine() {
  const cpus = os.cpus();
  const gib = (os.totalmem() / 2 ** 30).toFixed(0);
  return `${cpus.length} × ${
    cpus[0].model
  }, ${gib} GiB, ${os.platform()} ${os.arch()}, Node ${
    process.version
  }, load ${os
    .loadavg()
    .map(load => load.toFixed(1))
    .join(' ')}`;
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
      'src/main.ts',
      JSON.stringify(input),
    ],
    {
      cwd: path.join(rootDir, 'benchmarks'),
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
