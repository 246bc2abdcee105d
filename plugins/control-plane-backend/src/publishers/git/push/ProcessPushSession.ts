import { GitProcess, GitRemoteError } from '../GitProcess';
import { RunningProcess } from '../startProcess';
import {
  FLUSH,
  GitProtocolError,
  Packet,
  PktLineParser,
} from './PktLineParser';
import { PushAdvertisement, readAdvertisement } from './PushAdvertisement';
import { PushReport } from './PushReport';
import { PushAnswer, PushCommand, PushSession } from './PushSession';
import {
  headOf,
  judgeReport,
  MAX_ADVERTISEMENT_BYTES,
  MAX_REPORT_BYTES,
  pushRequest,
  remoteError,
} from './receivePack';

export interface ProcessPushSessionOptions {
  git: GitProcess;
  command: { program: 'git' | 'ssh'; args: string[] };
  branch: string;
  /** Longest time for the look, and again for the push. */
  remoteTimeoutMs: number;
  signal: AbortSignal;
}

/** A visit to `git receive-pack` as a process, on this machine or behind ssh: one process for look and push. */
export class ProcessPushSession implements PushSession {
  /**
   * Starts the process and has a look.
   *
   * @throws GitCommandError when the remote does not show the branch
   */
  static async open(
    options: ProcessPushSessionOptions,
  ): Promise<ProcessPushSession> {
    const process = options.git.openReceivePack({
      command: options.command,
      // Between look and push there are a fetch and the caller's own work; each is bounded by itself.
      timeoutMs: Infinity,
      signal: options.signal,
    });
    try {
      const advertisement = await bounded(
        process,
        options.remoteTimeoutMs,
        () => readUntilFlush(process),
      );
      const head = headOf(advertisement, options.branch);
      return new ProcessPushSession(head, {
        ...options,
        process,
        advertisement,
      });
    } catch (error) {
      process.stop();
      await process.done.catch(() => {});
      options.signal.throwIfAborted();
      throw error;
    }
  }

  private constructor(
    readonly head: string,
    private readonly options: ProcessPushSessionOptions & {
      process: RunningProcess;
      advertisement: PushAdvertisement;
    },
  ) {}

  async push(command: PushCommand): Promise<PushAnswer> {
    const { options } = this;
    const { process, advertisement } = options;
    const ref = `refs/heads/${options.branch}`;
    const request = await pushRequest(
      advertisement,
      ref,
      command,
      options.signal,
    );
    const report = new PushReport(
      advertisement.capabilities.has('side-band-64k'),
    );
    const ended = await bounded(process, options.remoteTimeoutMs, async () => {
      process.stdin.end(request);
      let size = 0;
      for await (const chunk of process.stdout) {
        size += chunk.length;
        if (size > MAX_REPORT_BYTES) {
          process.stop('output_limit');
          break;
        }
        report.feed(chunk);
      }
      return process.done;
    });
    return judgeReport({ report, ref, ended, secrets: [] });
  }

  async close(): Promise<void> {
    const { process, remoteTimeoutMs } = this.options;
    if (!process.stdin.writable) {
      return;
    }
    // Nothing to push: it has nothing to do any more but to end, for which nobody has to wait.
    process.stdin.end(FLUSH);
    process.stdout.resume();
    bounded(process, remoteTimeoutMs, () => process.done).catch(() => {});
  }
}

async function bounded<T>(
  process: RunningProcess,
  timeoutMs: number,
  run: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => process.stop('timeout'), timeoutMs);
  try {
    return await run();
  } finally {
    clearTimeout(timer);
  }
}

/** Leaves the rest of the output to whoever reads next. */
function readUntilFlush(process: RunningProcess): Promise<PushAdvertisement> {
  const parser = new PktLineParser();
  const packets: Packet[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      try {
        size += chunk.length;
        if (size > MAX_ADVERTISEMENT_BYTES) {
          throw new GitProtocolError(
            `invalid server response: its refs take more than ${MAX_ADVERTISEMENT_BYTES} bytes`,
          );
        }
        parser.feed(chunk).forEach(packet => packets.push(packet));
        if (packets[packets.length - 1]?.type === 'flush') {
          process.stdout.off('data', onData).pause();
          resolve(readAdvertisement(packets));
        }
      } catch (error) {
        process.stdout.off('data', onData).resume();
        reject(
          error instanceof GitProtocolError
            ? remoteError(`fatal: ${error.message}`)
            : error,
        );
      }
    };
    process.stdout.on('data', onData);
    process.done.then(
      result =>
        reject(
          new GitRemoteError('receive-pack', {
            ...result,
            stdout: Buffer.alloc(0),
          }),
        ),
      reject,
    );
  });
}
