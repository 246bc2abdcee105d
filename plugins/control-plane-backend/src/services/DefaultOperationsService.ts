import { NotFoundError } from '@backstage/errors';
import { digestText } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { NewAuditEntry } from '../domain/audit/AuditEntry';
import { Job } from '../domain/job/Job';
import { jobNotFound } from '../domain/job/jobNotFound';
import { ObservedJob } from '../domain/job/jobWait';
import { ReplayResult } from '../domain/job/replay';
import { Publication } from '../domain/publication/Publication';
import { limitKeyOfTarget, RECONCILE_REQUEST } from '../domain/reconcile/jobs';
import { ManifestFile } from '../domain/revision/Revision';
import { Target, TargetDirectory } from '../domain/target/Target';
import { JobLogStore, StoredJobLogLine } from '../queue/JobLogStore';
import { JobQueue, QueueOverview } from '../queue/JobQueue';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { CallContext } from './CallContext';
import { PageOf, Position } from './HistoryService';
import { LaneReader, PublishLaneView } from './LaneReader';
import { JobsQuery, OperationsService, ReplayQuery } from './OperationsService';
import { pageOf } from './pageOf';
import { renderTargetOf } from './renderTargetOf';
import { stopReconcile } from './stopReconcile';

export interface DefaultOperationsServiceOptions {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  jobLogs: JobLogStore;
  lanes: LaneReader;
  targets: TargetDirectory;
  renderer: Renderer;
}

/** Queue and targets without any question of rights: see `AuthorizedOperationsService`. */
export class DefaultOperationsService implements OperationsService {
  readonly #unitOfWork: UnitOfWork;
  readonly #queue: JobQueue;
  readonly #jobLogs: JobLogStore;
  readonly #lanes: LaneReader;
  readonly #targets: TargetDirectory;
  readonly #renderer: Renderer;

  static create(
    options: DefaultOperationsServiceOptions,
  ): DefaultOperationsService {
    return new DefaultOperationsService(options);
  }

  private constructor(options: DefaultOperationsServiceOptions) {
    this.#unitOfWork = options.unitOfWork;
    this.#queue = options.queue;
    this.#jobLogs = options.jobLogs;
    this.#lanes = options.lanes;
    this.#targets = options.targets;
    this.#renderer = options.renderer;
  }

  async listJobs(query: JobsQuery): Promise<PageOf<ObservedJob>> {
    const { target, before, limit, ...filter } = query;
    const jobs = await this.#queue.list({
      ...filter,
      limitKey: limitKeyOf(target),
      after: before,
      limit: limit + 1,
    });
    const found = pageOf(jobs, limit);
    return { ...found, items: await this.#queue.observe(found.items) };
  }

  async getJob(id: string): Promise<ObservedJob> {
    return this.#observe(await this.#job(id));
  }

  async listJobLogs(
    id: string,
    page: { before?: Position; limit: number },
  ): Promise<PageOf<StoredJobLogLine>> {
    const lines = await this.#jobLogs.list({
      jobId: id,
      before: page.before,
      limit: page.limit + 1,
    });
    return pageOf(lines, page.limit);
  }

  async workQueue(): Promise<QueueOverview> {
    return this.#queue.overview();
  }

  async listPublishLanes(): Promise<PublishLaneView[]> {
    return this.#lanes.list();
  }

  async listLanePublications(
    repository: string,
    limit: number,
  ): Promise<Publication[]> {
    return this.#lanes.listPublications(repository, limit);
  }

  async replayJobs(
    { target, ...filter }: ReplayQuery,
    context: CallContext,
  ): Promise<ReplayResult> {
    return this.#unitOfWork.run(async tx => {
      const result = await tx.replayJobs({
        ...filter,
        limitKey: limitKeyOf(target),
      });
      await tx.audit.append(
        result.replayed.map(job => entryOf('job.replayed', job, context)),
      );
      return result;
    });
  }

  async replayJob(id: string, context: CallContext): Promise<ObservedJob> {
    await this.#job(id);
    return this.#act('job.replayed', context, tx => tx.replayJob(id));
  }

  async cancelJob(id: string, context: CallContext): Promise<ObservedJob> {
    const { kind, key } = await this.#job(id);
    return this.#act('job.cancelled', context, async tx => {
      // The request before its job, as everybody else locks them.
      const request =
        kind === RECONCILE_REQUEST
          ? await tx.requests.getForUpdate(key)
          : undefined;
      const job = await tx.cancelJob(id);
      if (request) {
        await stopReconcile(tx, request, context.actor);
      }
      return job;
    });
  }

  async listTargets(): Promise<Target[]> {
    return this.#targets.list();
  }

  async targetManifests(name: string): Promise<ManifestFile[]> {
    const target = this.#targets.get(name);
    if (!target) {
      throw new NotFoundError(`There is no target ${name}`);
    }
    const rendering = this.#renderer.renderTarget(renderTargetOf(target));
    return rendering.files.map(({ path, content }) => ({
      path,
      content,
      digest: digestText(content),
    }));
  }

  async #job(id: string): Promise<Job> {
    const job = await this.#queue.get(id);
    if (!job) {
      throw jobNotFound(id);
    }
    return job;
  }

  async #observe(job: Job): Promise<ObservedJob> {
    const [observed] = await this.#queue.observe([job]);
    return observed;
  }

  async #act(
    action: string,
    context: CallContext,
    act: (tx: Work) => Promise<Job>,
  ): Promise<ObservedJob> {
    const job = await this.#unitOfWork.run(async tx => {
      const acted = await act(tx);
      await tx.audit.append([entryOf(action, acted, context)]);
      return acted;
    });
    return this.#observe(job);
  }
}

function limitKeyOf(target: string | undefined): string | undefined {
  return target === undefined ? undefined : limitKeyOfTarget(target);
}

function entryOf(
  action: string,
  { id, kind, key }: Job,
  { actor }: CallContext,
): NewAuditEntry {
  return {
    actor,
    action,
    ...(kind === RECONCILE_REQUEST ? { requestId: key } : {}),
    details: { jobId: id, kind, key },
  };
}
