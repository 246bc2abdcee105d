import { mockServices } from '@backstage/backend-test-utils';
import { JobOutcome } from '../domain/job/jobOutcome';
import {
  PUBLISH_LANE,
  RECONCILE_REQUEST,
  RESYNC_REPOSITORY,
} from '../domain/reconcile/jobs';
import { blobId } from '../publishers/git/planOperation';
import { Publisher } from '../publishers/Publisher';
import { PublicationPreparer } from '../reconcile/PublicationPreparer';
import { PublishLane, PublishLaneOptions } from '../reconcile/PublishLane';
import { Reconciler } from '../reconcile/Reconciler';
import { RepositoryResync } from '../reconcile/RepositoryResync';
import { RequestBranchComparer } from '../reconcile/RequestBranchComparer';
import { AwaitPublicationStep } from '../reconcile/steps/AwaitPublicationStep';
import { CompareStep } from '../reconcile/steps/CompareStep';
import { FinalizeStep } from '../reconcile/steps/FinalizeStep';
import { PublishStep } from '../reconcile/steps/PublishStep';
import { ReportFailureStep } from '../reconcile/steps/ReportFailureStep';
import { UnitOfWork } from '../store/UnitOfWork';

/** The one repository of the tests. */
export const REPOSITORY = {
  name: 'gitops',
  url: 'https://git.example.com/gitops.git',
  branch: 'main',
};

export type WorkHandler = (
  key: string,
  signal: AbortSignal,
) => Promise<JobOutcome>;

/** The handlers of the work path, without telemetry and without chance. */
export function createWorkHandlers(options: {
  unitOfWork: UnitOfWork;
  publisher: Publisher;
  budget: PublishLaneOptions['budget'];
}): Record<string, WorkHandler> {
  const { unitOfWork, publisher } = options;
  const readTree = (_name: string, signal: AbortSignal) =>
    publisher.readTree(
      { repositoryUrl: REPOSITORY.url, branch: REPOSITORY.branch },
      signal,
    );
  const comparer = RequestBranchComparer.create({ unitOfWork, blobId });
  const reconciler = Reconciler.create({
    unitOfWork,
    tracker: { track: (_step, _request, run) => run() },
    steps: {
      publish: PublishStep.create({
        unitOfWork,
        branchOf: () => REPOSITORY.branch,
      }),
      awaitPublication: AwaitPublicationStep.create({ unitOfWork }),
      reportFailure: ReportFailureStep.create({ unitOfWork }),
      finalize: FinalizeStep.create({ unitOfWork }),
      compare: CompareStep.create({ comparer, readTree }),
    },
  });
  const lane = PublishLane.create({
    unitOfWork,
    publisher,
    repository: name => (name === REPOSITORY.name ? REPOSITORY : undefined),
    preparer: preparerOf(unitOfWork),
    budget: options.budget,
    backoff: { backoffSeconds: 2, maxBackoffSeconds: 600 },
    random: () => 0.5,
    tracker: { track: (_name, _count, run) => run(), settled: () => {} },
  });
  const resync = RepositoryResync.create({
    unitOfWork,
    comparer,
    readTree,
    logger: mockServices.logger.mock(),
  });
  return {
    [RECONCILE_REQUEST]: (key, signal) => reconciler.run({ key }, signal),
    [PUBLISH_LANE]: (key, signal) => lane.run(key, signal),
    [RESYNC_REPOSITORY]: (key, signal) => resync.run(key, signal),
  };
}

/** Every target shares one file, but for the one that is configured no more. */
function preparerOf(unitOfWork: UnitOfWork): PublicationPreparer {
  return PublicationPreparer.create({
    stores: unitOfWork.read,
    targets: name =>
      name === 'gone'
        ? undefined
        : {
            files: [{ path: `clusters/${name}/root.yaml`, content: 'x\n' }],
            subject: `Publish what target ${name} shares`,
            trailers: [],
          },
  });
}
