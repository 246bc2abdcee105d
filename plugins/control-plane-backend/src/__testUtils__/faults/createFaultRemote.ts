import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitProcess } from '../../publishers/git/GitProcess';
import { GitPublisher } from '../../publishers/git/GitPublisher';
import { GitRepositories } from '../../publishers/git/GitRepositories';
import { PushBudget } from '../../publishers/PushBudget';
import { GitTestOrigin } from '../GitTestOrigin';
import { InstantClock } from '../InstantClock';
import { FaultRemote } from './FaultWorld';
import { silentLogger } from './silentLogger';

const UNLIMITED = 'unlimited';

export interface LimitedRemote extends FaultRemote {
  /** No file may be longer than so many blocks of 512 bytes, in the cache or in the repository; undefined: any may. */
  limitFiles(blocks: number | undefined): Promise<void>;
}

/** A repository on this machine with the real publisher, whose Git can be made to find the disk full. */
export async function createFaultRemote(): Promise<LimitedRemote> {
  const origin = await GitTestOrigin.create();
  const limitFile = join(origin.folder, 'file-limit');
  const program = join(origin.folder, 'limited-git');
  const limitFiles = async (blocks: number | undefined) =>
    writeFile(limitFile, `${blocks ?? UNLIMITED}\n`);
  await limitFiles(undefined);
  // A write beyond the limit fails as one on a full disk does, once the signal of it is ignored.
  await writeFile(
    program,
    `#!/bin/sh\ntrap '' XFSZ\nulimit -f "$(cat '${limitFile}')"\nexec git "$@"\n`,
  );
  await chmod(program, 0o755);
  const url = origin.fileUrl;
  const clock = new InstantClock();
  const publisher = GitPublisher.create({
    git: new GitProcess({ program }),
    cacheDirectory: join(origin.folder, 'cache'),
    repositories: new GitRepositories([{ url, allowInsecure: true }]),
    credentials: { forUrl: async () => ({}) },
    budget: new PushBudget({ clock, pushesPerMinute: () => undefined }),
    author: { name: 'Control Plane', email: 'control-plane@example.org' },
    clock,
    logger: silentLogger,
  });
  return { origin, publisher, limitFiles };
}
