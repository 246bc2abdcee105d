import { ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { PassThrough, Readable, Writable } from 'node:stream';

/** Grace between asking a process group to stop, so that Git removes its lock files, and killing it. */
const KILL_AFTER_MS = 2_000;

export interface ProcessResult {
  /** Null when the process was ended by a signal. */
  exitCode: number | null;
  /** First 64 KiB of what it said; may hold secrets, so scrub before showing. */
  stderr: string;
  /** Why this process was stopped by us, if it was. */
  stopped?: 'timeout' | 'output_limit';
}

/** A running process whose streams the caller drives. */
export interface RunningProcess {
  stdin: Writable;
  stdout: Readable;
  /** Resolves when the process is gone; rejects with the signal's reason when it aborts. */
  done: Promise<ProcessResult>;
  /** Ends its whole group; `reason` goes into the result. */
  stop(reason?: ProcessResult['stopped']): void;
  /** Whether our own process may end while this one runs. */
  setBackground(background: boolean): void;
}

/**
 * Starts a program with no shell and exactly the given environment, bounds its time, and ends its whole process group when the signal
 * aborts.
 */
export function startProcess(options: {
  file: string;
  args: string[];
  environment: Record<string, string>;
  directory?: string;
  /** Default: 60 s. */
  timeoutMs?: number;
  signal: AbortSignal;
}): RunningProcess {
  const {
    file,
    args,
    environment,
    directory,
    signal,
    timeoutMs = 60_000,
  } = options;
  // A group of its own: git-remote-https, ssh and index-pack are children of git and must end with it.
  const child: ChildProcess = spawn(file, args, {
    cwd: directory,
    env: environment,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Before anything else: an `error` that nobody listens to ends our own process.
  const end = endOf(child);
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) {
    return neverStarted(end);
  }
  const stop = groupStopper(child.pid);
  let stopped: ProcessResult['stopped'];
  const timer = Number.isFinite(timeoutMs)
    ? setTimeout(() => {
        stopped = 'timeout';
        stop.begin();
      }, timeoutMs)
    : undefined;
  const onAbort = () => stop.begin();
  signal.addEventListener('abort', onAbort, { once: true });
  const said = collectText(stderr, 64 * 1024);
  // A process that ends early closes its input under us; its exit code tells the story.
  stdin.on('error', () => {});

  const done = end
    .finally(() => {
      clearTimeout(timer);
      stop.end();
      signal.removeEventListener('abort', onAbort);
    })
    .then(exitCode => {
      signal.throwIfAborted();
      return { exitCode, stderr: said(), ...(stopped ? { stopped } : {}) };
    });
  // Whoever opened the stream may only learn of a failure later, when it awaits `done`.
  done.catch(() => {});
  return {
    stdin,
    stdout,
    done,
    stop(reason) {
      stopped ??= reason;
      stop.begin();
    },
    setBackground(background) {
      for (const part of [child, stdin, stdout, stderr]) {
        if (part === child || part instanceof Socket) {
          part[background ? 'unref' : 'ref']();
        }
      }
    },
  };
}

/** What Node gives when no file descriptors are left for the streams: no process, and its error on the next tick. */
function neverStarted(end: Promise<number | null>): RunningProcess {
  const done = end.then((): never => {
    throw new Error('A process without streams ended without an error');
  });
  done.catch(() => {});
  return {
    stdin: new PassThrough().resume(),
    stdout: new PassThrough().end(),
    done,
    stop() {},
    setBackground() {},
  };
}

/** @throws the system's error when the program could not be started */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

function groupStopper(pid: number | undefined) {
  let timer: NodeJS.Timeout | undefined;
  const send = (signal: NodeJS.Signals) => {
    if (pid === undefined) {
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already, which is what was asked for.
    }
  };
  return {
    begin() {
      send('SIGTERM');
      timer ??= setTimeout(() => send('SIGKILL'), KILL_AFTER_MS);
    },
    end() {
      clearTimeout(timer);
    },
  };
}

function collectText(stream: Readable, limit: number): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < limit) {
      chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    }
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
