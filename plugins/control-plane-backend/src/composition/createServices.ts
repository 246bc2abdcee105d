import {
  AccessPolicy,
  Renderer,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Clock } from '../clock';
import { TargetDirectory, TargetRepository } from '../domain/target/Target';
import { Authorizer } from '../permissions/Authorizer';
import { Publisher } from '../publishers/Publisher';
import { PublisherBranchReader } from '../publishers/PublisherBranchReader';
import { JobLogStore } from '../queue/JobLogStore';
import { JobQueue } from '../queue/JobQueue';
import { AuthorizedApprovalService } from '../services/AuthorizedApprovalService';
import { AuthorizedClassService } from '../services/AuthorizedClassService';
import { AuthorizedHistoryService } from '../services/AuthorizedHistoryService';
import { AuthorizedOperationsService } from '../services/AuthorizedOperationsService';
import { AuthorizedPauseService } from '../services/AuthorizedPauseService';
import { AuthorizedRequestService } from '../services/AuthorizedRequestService';
import { CatalogDirectory } from '../services/CatalogDirectory';
import { ChangePlanner } from '../services/ChangePlanner';
import { SecretScan } from '../services/extraManifests';
import { DefaultApprovalService } from '../services/DefaultApprovalService';
import { DefaultClassService } from '../services/DefaultClassService';
import { DefaultHealthService } from '../services/DefaultHealthService';
import { DefaultHistoryService } from '../services/DefaultHistoryService';
import { DefaultInboxService } from '../services/DefaultInboxService';
import { DefaultOperationsService } from '../services/DefaultOperationsService';
import { DefaultPauseService } from '../services/DefaultPauseService';
import { DefaultRequestService } from '../services/DefaultRequestService';
import { DefaultRightsService } from '../services/DefaultRightsService';
import { LaneReader } from '../services/LaneReader';
import { NewRequestPlanner } from '../services/NewRequestPlanner';
import { PlanPresenter } from '../services/PlanPresenter';
import { RequestCreation } from '../services/RequestCreation';
import { TimelineReader } from '../services/TimelineReader';
import { UnitOfWork } from '../store/UnitOfWork';

export interface ServiceDependencies {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  jobLogs: JobLogStore;
  /** Pushes a minute that the host of a repository is given; undefined means no limit. */
  pushesPerMinute(repositoryUrl: string): number | undefined;
  access: AccessPolicy;
  renderer: Renderer;
  secretScan: SecretScan;
  targets: TargetDirectory;
  catalog: CatalogDirectory;
  publisher: Publisher;
  authorizer: Authorizer;
  clock: Clock;
}

/** The use cases as routes call them: each behind the decorator that asks for rights. */
export function createServices(
  dependencies: ServiceDependencies & { changes: ChangePlanner },
) {
  const { unitOfWork, queue, targets, publisher, authorizer, renderer } =
    dependencies;
  const { requests, classes } = unitOfWork.read;
  const repositories = targets.repositories();
  const timelines = TimelineReader.create(dependencies);
  const lanes = LaneReader.create({
    ...dependencies,
    repositories,
    publications: unitOfWork.read.publications,
  });
  const plans = PlanPresenter.create({
    classes,
    branches: PublisherBranchReader.create({
      publisher,
      targetOf: name => publishTarget(find(repositories, name)),
    }),
  });
  return {
    classes: AuthorizedClassService.create({
      authorizer,
      inner: DefaultClassService.create({ classes, renderer }),
    }),
    requests: AuthorizedRequestService.create({
      authorizer,
      requests,
      inner: DefaultRequestService.create({
        unitOfWork,
        jobs: queue,
        plans,
        creation: RequestCreation.create({
          unitOfWork,
          plans,
          newRequests: NewRequestPlanner.create(dependencies),
        }),
        changes: dependencies.changes,
      }),
    }),
    approvals: AuthorizedApprovalService.create({
      authorizer,
      requests,
      inner: DefaultApprovalService.create({ unitOfWork }),
    }),
    history: AuthorizedHistoryService.create({
      authorizer,
      requests,
      inner: DefaultHistoryService.create({
        unitOfWork,
        queue,
        plans,
        timelines,
      }),
    }),
    operations: AuthorizedOperationsService.create({
      authorizer,
      requests,
      inner: DefaultOperationsService.create({ ...dependencies, lanes }),
    }),
    pauses: AuthorizedPauseService.create({
      authorizer,
      inner: DefaultPauseService.create(dependencies),
    }),
    inbox: DefaultInboxService.create({
      authorizer,
      stores: unitOfWork.read,
    }),
    rights: DefaultRightsService.create(dependencies),
    health: DefaultHealthService.create({
      ...dependencies,
      repositories,
      probeRepository: async (repository, signal) => {
        await publisher.probe(publishTarget(repository), signal);
      },
    }),
  };
}

function publishTarget({ url, branch }: TargetRepository) {
  return { repositoryUrl: url, branch };
}

function find(
  repositories: readonly TargetRepository[],
  name: string,
): TargetRepository {
  const repository = repositories.find(candidate => candidate.name === name);
  if (!repository) {
    throw new Error(`Repository ${name} is not configured any more`);
  }
  return repository;
}
