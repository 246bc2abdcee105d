import { spawn } from 'node:child_process';
import { isError } from '@backstage/errors';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { SystemClock } from './Clock';
import { InterruptedError } from './errors';
import { Host, ProgramResult } from './Host';

/** Longest time that one call of the API may take. */
const CALL_TIMEOUT_MS = 30_000;

/** The machine that this process runs on. */
export function nodeHost(): Host {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => controller.abort(new InterruptedError(name)));
  }
  return {
    env: process.env,
    homeDir: homedir(),
    stdout: text => process.stdout.write(text),
    stderr: text => process.stderr.write(text),
    fetch: (url, init) => fetch(url, withTimeout(init)).catch(throwCause),
    runProgram,
    isInteractive: isInteractive(),
    ask: question => ask(question, controller.signal),
    clock: new SystemClock(),
    signal: controller.signal,
  };
}

function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** The question goes to standard error: standard output is for results. */
async function ask(
  question: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!isInteractive()) {
    return undefined;
  }
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  // Readline takes Ctrl-C for itself while it asks.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await terminal.question(question, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    terminal.close();
  }
}

/** Says why a connection failed: fetch itself says only that it did. */
function throwCause(error: unknown): never {
  const cause = isError(error) ? error.cause : undefined;
  throw isError(cause)
    ? new Error(cause.message || String(cause.code), { cause })
    : error;
}

function withTimeout(init: RequestInit = {}): RequestInit {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  return {
    ...init,
    signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
  };
}

function runProgram(
  command: string,
  args: readonly string[],
): Promise<ProgramResult | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    );
    child.once('close', code => resolve({ exitCode: code ?? 1, stdout }));
  });
}
