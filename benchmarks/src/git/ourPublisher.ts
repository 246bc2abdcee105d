import { join } from 'node:path';
import { SystemClock } from '../../../plugins/control-plane-backend/src/clock';
import { GitProcess } from '../../../plugins/control-plane-backend/src/publishers/git/GitProcess';
import { GitPublisher } from '../../../plugins/control-plane-backend/src/publishers/git/GitPublisher';
import { GitRepositories } from '../../../plugins/control-plane-backend/src/publishers/git/GitRepositories';
import { PushBudget } from '../../../plugins/control-plane-backend/src/publishers/PushBudget';
import { silentLogger } from '../frame/silentLogger';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { PushContender } from './PushContender';
import { RequestFiles } from './RequestPlan';

export interface OurPublisher extends PushContender {
  /** As `push`, for what is there already; fails when anything else becomes of it. */
  pushUnchanged(requests: readonly RequestFiles[]): Promise<void>;
}

/** The publisher of the product with all its checks, built as the plugin builds it, on a repository of this machine. */
export function ourPublisher(
  origin: BenchmarkOrigin,
  cacheDirectory: string,
): OurPublisher {
  const clock = new SystemClock();
  const repositories = new GitRepositories([
    { url: origin.url, allowInsecure: true },
  ]);
  const publisher = GitPublisher.create({
    git: new GitProcess(),
    cacheDirectory: join(cacheDirectory, 'cache'),
    repositories,
    credentials: { forUrl: async () => ({}) },
    budget: new PushBudget({ clock, pushesPerMinute: () => undefined }),
    author: { name: 'Bench', email: 'bench@example.org' },
    clock,
    logger: silentLogger,
  });
  let operations = 0;
  const publish = async (
    requests: readonly RequestFiles[],
    wanted: 'published' | 'unchanged',
  ) => {
    const outcomes = await publisher.publish({
      target: { repositoryUrl: origin.url, branch: 'main' },
      operations: requests.map(({ folder, files, before }) => ({
        id: `op-${(operations += 1)}`,
        ownedPaths: [folder],
        files,
        subject: `Publish ${folder}`.slice(0, 72),
        trailers: [{ key: 'Control-Plane-Request', value: folder }],
        ours: [before, ...(wanted === 'unchanged' ? [files] : [])],
      })),
      recordBase: async () => {},
      recordForeignEdits: async () => {},
      signal: new AbortController().signal,
    });
    for (const outcome of outcomes.values()) {
      if (outcome.type !== wanted) {
        throw new Error(`Expected ${wanted}, got ${JSON.stringify(outcome)}`);
      }
    }
  };
  return {
    name: 'ours',
    origin,
    push: requests => publish(requests, 'published'),
    pushUnchanged: requests => publish(requests, 'unchanged'),
  };
}
