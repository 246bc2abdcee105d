import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { ReplicaInput, ReplicaMessage, ReplicaReport } from './replicaProgram';

/** A process that works off the queue. */
export class Replica {
  static async start(input: ReplicaInput): Promise<Replica> {
    const child = fork(
      require.resolve('./replicaProgram'),
      [JSON.stringify(input)],
      {
        execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const replica = new Replica(child);
    await replica.hear('loaded');
    return replica;
  }

  private constructor(private readonly child: ChildProcess) {}

  work(): void {
    this.child.send('start');
  }

  async report(): Promise<ReplicaReport> {
    const answer = this.hear('report');
    this.child.send('report');
    return (await answer).report;
  }

  /** Resident memory in MB. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.send('stop');
    await ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hear<T extends ReplicaMessage['type']>(
    type: T,
  ): Promise<Extract<ReplicaMessage, { type: T }>> {
    return new Promise((resolve, reject) => {
      const { child } = this;
      const onMessage = (message: ReplicaMessage) => {
        if (message.type === type) {
          done();
          resolve(message as Extract<ReplicaMessage, { type: T }>);
        }
      };
      const onExit = () => {
        done();
        reject(new Error(`A replica ended before it said '${type}'`));
      };
      const done = () => {
        child.off('message', onMessage);
        child.off('exit', onExit);
      };
      child.on('message', onMessage);
      child.once('exit', onExit);
    });
  }
}
