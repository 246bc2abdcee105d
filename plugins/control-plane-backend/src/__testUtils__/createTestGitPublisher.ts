import { mockServices } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { Clock } from '../clock';
import { GitCredential } from '../publishers/git/GitCredentials';
import { GitProcess, GitProcessObserver } from '../publishers/git/GitProcess';
import {
  GitPublisher,
  GitPublisherOptions,
} from '../publishers/git/GitPublisher';
import { GitRepositories } from '../publishers/git/GitRepositories';
import { PushBudget } from '../publishers/PushBudget';
import { InstantClock } from './InstantClock';

export interface TestGitPublisherOptions {
  /** Folder that the cache is put into, under `name`. */
  folder: string;
  /** Default: `cache`. Publishers with different names are different processes as far as Git can tell. */
  name?: string;
  url: string;
  clock?: Clock;
  credential?: GitCredential;
  onStart?: GitProcessObserver;
  sshProgram?: string;
  overrides?: Partial<GitPublisherOptions>;
}

/** A GitPublisher that may reach one insecure remote and never really sleeps. */
export function createTestGitPublisher(
  options: TestGitPublisherOptions,
): GitPublisher {
  const clock = options.clock ?? new InstantClock();
  const repositories = new GitRepositories([
    { url: options.url, allowInsecure: true },
  ]);
  return GitPublisher.create({
    git: new GitProcess({
      onStart: options.onStart,
      sshProgram: options.sshProgram,
    }),
    cacheDirectory: join(options.folder, options.name ?? 'cache'),
    repositories,
    credentials: { forUrl: async () => options.credential ?? {} },
    budget: new PushBudget({
      clock,
      pushesPerMinute: url => repositories.pushesPerMinute(url),
    }),
    author: { name: 'Control Plane', email: 'control-plane@example.org' },
    clock,
    logger: mockServices.logger.mock(),
    ...options.overrides,
  });
}
