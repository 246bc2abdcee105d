import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { SystemClock } from '../clock';
import { GitProcess } from '../publishers/git/GitProcess';
import { GitPublisher } from '../publishers/git/GitPublisher';
import { GitRepositories } from '../publishers/git/GitRepositories';
import { PublishOperation } from '../publishers/Publisher';
import { PushBudget } from '../publishers/PushBudget';

/** What a test gives to this program, as JSON in its first argument. */
export interface PublishOnceInput {
  url: string;
  folder: string;
  cacheName: string;
  operations: PublishOperation[];
}

/**
 * A program that publishes one batch, to be killed while it does. Starts when a line comes in, and says `base <head>`
 * when the base is recorded: what it said is what a database would have kept.
 */
async function publishOnce(input: PublishOnceInput): Promise<void> {
  const clock = new SystemClock();
  const repositories = new GitRepositories([
    { url: input.url, allowInsecure: true },
  ]);
  const silent = {
    error() {},
    warn() {},
    info() {},
    debug() {},
    child: () => silent,
  };
  const publisher = GitPublisher.create({
    git: new GitProcess(),
    cacheDirectory: join(input.folder, input.cacheName),
    repositories,
    credentials: { forUrl: async () => ({}) },
    budget: new PushBudget({ clock, pushesPerMinute: () => undefined }),
    author: { name: 'Control Plane', email: 'control-plane@example.org' },
    clock,
    logger: silent,
  });
  writeSync(1, 'ready\n');
  await new Promise(resolve => {
    process.stdin.once('data', resolve);
  });
  await publisher.publish({
    target: { repositoryUrl: input.url, branch: 'main' },
    operations: input.operations,
    recordBase: async head => {
      writeSync(1, `base ${head}\n`);
    },
    recordForeignEdits: async () => {},
    signal: new AbortController().signal,
  });
  writeSync(1, 'done\n');
  process.exit(0);
}

publishOnce(JSON.parse(process.argv[2])).catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
