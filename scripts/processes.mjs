import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** The exit code a shell would report for a process that ended by `code` or by `signal`. */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

/**
 * Runs a command to its end and collects what it prints.
 *
 * @remarks
 * The command gets a process group of its own, so that stopping it also stops what it started. Standard input is
 * closed: nothing here ever asks a question.
 */
export function runCollected(command, args, options = {}) {
  const { signal, onOutput, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const collect = chunk => {
      output += chunk;
      onOutput?.(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const abort = () => killGroup(child, 'SIGTERM');
    signal?.addEventListener('abort', abort);
    child.once('error', reject);
    child.once('close', (code, endedBy) => {
      signal?.removeEventListener('abort', abort);
      resolve({ exitCode: exitCodeOf(code, endedBy), output });
    });
  });
}

/** Signals a child that was spawned `detached`, together with everything it started. */
export function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

/** Asks a child's group to end, and ends it by force when it is still there after `graceMs`. */
export async function stopGroup(child, graceMs) {
  if (child.pid === undefined) {
    return;
  }
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise(resolve => {
      child.once('exit', resolve);
    });
    child.kill('SIGTERM');
    const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }
  killGroup(child, 'SIGKILL');
}

/** Calls `stop` once, on the first signal that asks this process to end. */
export function onStopSignal(stop) {
  let isStopping = false;
  const stopOnce = name => {
    if (!isStopping) {
      isStopping = true;
      stop(name);
    }
  };
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(name => process.on(name, stopOnce));
}
