import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Meter, Tracer } from '@opentelemetry/api';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Clock } from '../clock';
import { ControlPlaneConfig } from '../config';
import {
  PUBLISH_LANE,
  RECONCILE_REQUEST,
  RESYNC_REPOSITORY,
} from '../domain/reconcile/jobs';
import { TargetDirectory, TargetRepository } from '../domain/target/Target';
import { blobId } from '../publishers/git/planOperation';
import { PublishedTree, Publisher } from '../publishers/Publisher';
import { PushBudget } from '../publishers/PushBudget';
import { JobHandlers } from '../queue/JobHandlers';
import { PublicationPreparer } from '../reconcile/PublicationPreparer';
import { PublishLane } from '../reconcile/PublishLane';
import { Reconciler } from '../reconcile/Reconciler';
import { RepositoryResync } from '../reconcile/RepositoryResync';
import { RequestBranchComparer } from '../reconcile/RequestBranchComparer';
import { AwaitPublicationStep } from '../reconcile/steps/AwaitPublicationStep';
import { CompareStep } from '../reconcile/steps/CompareStep';
import { FinalizeStep } from '../reconcile/steps/FinalizeStep';
import { PublishStep } from '../reconcile/steps/PublishStep';
import { ReportFailureStep } from '../reconcile/steps/ReportFailureStep';
import { renderTargetFiles } from '../services/renderTargetFiles';
import { UnitOfWork } from '../store/UnitOfWork';
import { OtelLaneTracker } from '../telemetry/OtelLaneTracker';
import { OtelStepTracker } from '../telemetry/OtelStepTracker';

/**
 * What each kind of job does.
 *
 * @param options.random - gives numbers from 0 up to 1, for the jitter of back-offs; `Math.random` when absent
 */
export function createHandlers(options: {
  config: ControlPlaneConfig;
  unitOfWork: UnitOfWork;
  targets: TargetDirectory;
  repository(name: string): TargetRepository | undefined;
  renderer: Renderer;
  publisher: Publisher;
  budget: PushBudget;
  clock: Clock;
  logger: LoggerService;
  meter: Meter;
  tracer: Tracer;
  random?: () => number;
}): JobHandlers {
  const {
    unitOfWork,
    publisher,
    budget,
    logger,
    random = Math.random,
  } = options;
  const repositoryOf = (name: string): TargetRepository => {
    const repository = options.repository(name);
    if (!repository) {
      throw new ServiceUnavailableError(
        `Repository ${name} is not configured any more; add it to controlPlane.repositories again`,
      );
    }
    return repository;
  };
  const readTree = (
    name: string,
    signal: AbortSignal,
  ): Promise<PublishedTree> => {
    const { url, branch } = repositoryOf(name);
    return publisher.readTree({ repositoryUrl: url, branch }, signal);
  };
  const comparer = RequestBranchComparer.create({ unitOfWork, blobId });
  const reconciler = Reconciler.create({
    unitOfWork,
    tracker: OtelStepTracker.create(options),
    steps: {
      publish: PublishStep.create({
        unitOfWork,
        branchOf: name => repositoryOf(name).branch,
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
    repository: options.repository,
    preparer: PublicationPreparer.create({
      stores: unitOfWork.read,
      targets: name => targetPublication(options, name),
    }),
    budget,
    backoff: options.config.queue,
    random,
    tracker: OtelLaneTracker.create({
      ...options,
      repositories: options.targets.repositories().map(({ name }) => name),
    }),
  });
  const resync = RepositoryResync.create({
    unitOfWork,
    comparer,
    readTree,
    logger,
  });
  return new JobHandlers()
    .register(RECONCILE_REQUEST, (job, { signal, log }) =>
      reconciler.run(job, signal, log),
    )
    .register(PUBLISH_LANE, (job, { signal, log }) =>
      lane.run(job.key, signal, log),
    )
    .register(RESYNC_REPOSITORY, (job, { signal, log }) =>
      resync.run(job.key, signal, log),
    );
}

function targetPublication(
  options: { targets: TargetDirectory; renderer: Renderer },
  name: string,
) {
  const target = options.targets.get(name);
  return (
    target && {
      files: renderTargetFiles(options.renderer, target).files,
      subject: `Publish what target ${name} shares`,
      trailers: [{ key: 'Control-Plane-Target', value: name }],
    }
  );
}
