import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** One start of a backend. */
export interface Start {
  /** From the start of its process until it says that it is ready. */
  ms: number;
  /** Of the processor, until then. */
  cpuMs: number;
  /** Resident memory a little later. */
  mb: number;
}

const LOOK_MS = 5;
const DEADLINE_MS = 120_000;

/** What begins once a plugin serves has begun by then. */
const SETTLE_MS = 2000;

/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;

/** Starts a backend, looks at it, and ends it. */
export async function startOnce(options: {
  program: string;
  configFile: string;
  port: number;
  signal: AbortSignal;
}): Promise<Start> {
  const { program, configFile, port, signal } = options;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, '--config', configFile], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    while (!(await isReady(port))) {
      signal.throwIfAborted();
      if (
        child.exitCode !== null ||
        performance.now() - startedAt > DEADLINE_MS
      ) {
        throw new Error(`Expected a backend to start, got ${child.exitCode}`);
      }
      await wait(LOOK_MS);
    }
    const ms = performance.now() - startedAt;
    const cpuMs = await processorTime(child.pid);
    await wait(SETTLE_MS);
    return { ms, cpuMs, mb: await residentMemory(child.pid) };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(
    `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
  ).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** proc_pid_stat(5): utime and stime are fields 14 and 15. */
async function processorTime(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const afterName = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(afterName[11]) + Number(afterName[12])) * MS_PER_TICK;
}

async function residentMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
