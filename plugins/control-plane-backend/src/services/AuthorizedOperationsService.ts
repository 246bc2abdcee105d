import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  operationsManagePermission,
  operationsReadPermission,
  requestReconcilePermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Job } from '../domain/job/Job';
import { jobNotFound } from '../domain/job/jobNotFound';
import { ObservedJob } from '../domain/job/jobWait';
import { ReplayResult } from '../domain/job/replay';
import { Publication } from '../domain/publication/Publication';
import { RECONCILE_REQUEST } from '../domain/reconcile/jobs';
import { ManifestFile } from '../domain/revision/Revision';
import { Target } from '../domain/target/Target';
import { Authorizer } from '../permissions/Authorizer';
import { QueueOverview } from '../queue/JobQueue';
import { StoredJobLogLine } from '../queue/JobLogStore';
import { RequestStore } from '../store/RequestStore';
import { CallContext } from './CallContext';
import { findRequest } from './findRequest';
import { PageOf, Position } from './HistoryService';
import { PublishLaneView } from './LaneReader';
import { JobsQuery, OperationsService, ReplayQuery } from './OperationsService';

/**
 * Lets through who may look at or act on queue and targets.
 *
 * @remarks
 * A job that reconciles a request is as visible as the request; every other job belongs to operations. Who manages operations may replay many
 * jobs at a time, those of requests among them: it brings nothing about that was not approved.
 */
export class AuthorizedOperationsService implements OperationsService {
  readonly #inner: OperationsService;
  readonly #authorizer: Authorizer;
  readonly #requests: RequestStore;

  static create(options: {
    inner: OperationsService;
    authorizer: Authorizer;
    requests: RequestStore;
  }): AuthorizedOperationsService {
    return new AuthorizedOperationsService(options);
  }

  private constructor(options: {
    inner: OperationsService;
    authorizer: Authorizer;
    requests: RequestStore;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
    this.#requests = options.requests;
  }

  async listJobs(
    query: JobsQuery,
    context: CallContext,
  ): Promise<PageOf<ObservedJob>> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.listJobs(query, context);
  }

  async getJob(id: string, context: CallContext): Promise<ObservedJob> {
    const job = await this.#inner.getJob(id, context);
    await this.#requireVisible(job, context);
    return job;
  }

  async listJobLogs(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<StoredJobLogLine>> {
    await this.getJob(id, context);
    return this.#inner.listJobLogs(id, page, context);
  }

  async workQueue(context: CallContext): Promise<QueueOverview> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.workQueue(context);
  }

  async listPublishLanes(context: CallContext): Promise<PublishLaneView[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.listPublishLanes(context);
  }

  async listLanePublications(
    repository: string,
    limit: number,
    context: CallContext,
  ): Promise<Publication[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.listLanePublications(repository, limit, context);
  }

  async replayJobs(
    query: ReplayQuery,
    context: CallContext,
  ): Promise<ReplayResult> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsManagePermission,
    );
    return this.#inner.replayJobs(query, context);
  }

  async replayJob(id: string, context: CallContext): Promise<ObservedJob> {
    await this.#requireManaged(id, context);
    return this.#inner.replayJob(id, context);
  }

  async cancelJob(id: string, context: CallContext): Promise<ObservedJob> {
    await this.#requireManaged(id, context);
    return this.#inner.cancelJob(id, context);
  }

  async listTargets(context: CallContext): Promise<Target[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.listTargets(context);
  }

  async targetManifests(
    name: string,
    context: CallContext,
  ): Promise<ManifestFile[]> {
    await this.#authorizer.requireGranted(
      context.credentials,
      operationsReadPermission,
    );
    return this.#inner.targetManifests(name, context);
  }

  async #requireVisible(job: Job, context: CallContext): Promise<void> {
    try {
      if (job.kind === RECONCILE_REQUEST) {
        await this.#authorizer.requireVisible(
          context.credentials,
          await findRequest(this.#requests, job.key),
        );
      } else {
        await this.#authorizer.requireGranted(
          context.credentials,
          operationsReadPermission,
        );
      }
    } catch (error) {
      // The answer must tell neither that the job exists nor whose it is.
      if (error instanceof NotFoundError || error instanceof NotAllowedError) {
        throw jobNotFound(job.id);
      }
      throw error;
    }
  }

  async #requireManaged(id: string, context: CallContext): Promise<void> {
    const job = await this.getJob(id, context);
    if (job.kind === RECONCILE_REQUEST) {
      await this.#authorizer.require(
        context.credentials,
        requestReconcilePermission,
        await findRequest(this.#requests, job.key),
      );
    } else {
      await this.#authorizer.requireGranted(
        context.credentials,
        operationsManagePermission,
      );
    }
  }
}
