import { NotFoundError } from '@backstage/errors';
import { AuditEntry } from '../domain/audit/AuditEntry';
import { ObservedJob } from '../domain/job/jobWait';
import { Publication } from '../domain/publication/Publication';
import { RECONCILE_REQUEST } from '../domain/reconcile/jobs';
import { Request } from '../domain/request/Request';
import { ManifestFile, Revision } from '../domain/revision/Revision';
import { requestNotFound } from '../domain/request/requestNotFound';
import { Timeline } from '../domain/timeline/Timeline';
import { JobQueue } from '../queue/JobQueue';
import { ListedDrift } from '../store/DriftStore';
import { Decision } from '../store/RevisionStore';
import { UnitOfWork } from '../store/UnitOfWork';
import {
  AuditFilter,
  DecisionFilter,
  HistoryService,
  PageOf,
  Position,
  RevisionComparison,
  RevisionView,
} from './HistoryService';
import { pageOf } from './pageOf';
import { diffFiles, PlanPresenter } from './PlanPresenter';
import { Visibility } from './RequestService';
import { RevisionPlan } from './RevisionPlan';
import { TimelineReader } from './TimelineReader';

export interface DefaultHistoryServiceOptions {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  plans: PlanPresenter;
  timelines: TimelineReader;
}

/** Reads history without any question of rights: see `AuthorizedHistoryService`. */
export class DefaultHistoryService implements HistoryService {
  readonly #unitOfWork: UnitOfWork;
  readonly #queue: JobQueue;
  readonly #plans: PlanPresenter;
  readonly #timelines: TimelineReader;

  static create(options: DefaultHistoryServiceOptions): DefaultHistoryService {
    return new DefaultHistoryService(options);
  }

  private constructor(options: DefaultHistoryServiceOptions) {
    this.#unitOfWork = options.unitOfWork;
    this.#queue = options.queue;
    this.#plans = options.plans;
    this.#timelines = options.timelines;
  }

  async listRevisions(
    id: string,
    page: { beforeGeneration?: number; limit: number },
  ): Promise<PageOf<RevisionView>> {
    const { revisions } = this.#unitOfWork.read;
    const found = pageOf(
      await revisions.list({
        requestId: id,
        ...page,
        limit: page.limit + 1,
      }),
      page.limit,
    );
    const approvals = await revisions.listApprovals(
      id,
      found.items.map(({ generation }) => generation),
    );
    return {
      ...found,
      items: found.items.map(revision => ({
        revision,
        approvals: approvals.filter(
          ({ generation }) => generation === revision.generation,
        ),
      })),
    };
  }

  async getRevision(id: string, generation: number): Promise<RevisionView> {
    const revision = await this.#revision(id, generation);
    return {
      revision,
      approvals: await this.#unitOfWork.read.revisions.listApprovals(id, [
        generation,
      ]),
    };
  }

  async getPlan(id: string, generation: number): Promise<RevisionPlan> {
    const [request, revision, manifests, now] = await Promise.all([
      this.#request(id),
      this.#revision(id, generation),
      this.#unitOfWork.read.revisions.manifests(id, generation),
      this.#unitOfWork.now(),
    ]);
    const approvals = await this.#unitOfWork.read.revisions.listApprovals(id, [
      generation,
    ]);
    const byPolicy =
      revision.state !== 'pending_approval' &&
      approvals.some(({ decidedBy }) => decidedBy.startsWith('policy:'));
    return this.#plans.complete({
      request,
      revision,
      manifests,
      approval: {
        type: byPolicy ? 'policy' : 'person',
        rule: revision.approvalRule,
      },
      now,
    });
  }

  async getManifests(id: string, generation: number): Promise<ManifestFile[]> {
    await this.#revision(id, generation);
    return this.#unitOfWork.read.revisions.manifests(id, generation);
  }

  async diff(
    id: string,
    { from, to }: { from: number; to: number },
  ): Promise<RevisionComparison> {
    const [before, after] = await Promise.all([
      from === 0 ? [] : this.getManifests(id, from),
      this.getManifests(id, to),
    ]);
    return { from, to, files: diffFiles(before, after) };
  }

  async listJobs(
    id: string,
    page: { before?: Position; limit: number },
  ): Promise<PageOf<ObservedJob>> {
    const jobs = await this.#queue.list({
      kind: RECONCILE_REQUEST,
      key: id,
      after: page.before,
      limit: page.limit + 1,
    });
    const found = pageOf(jobs, page.limit);
    return { ...found, items: await this.#queue.observe(found.items) };
  }

  async listPublications(
    id: string,
    page: { before?: Position; limit: number },
  ): Promise<PageOf<Publication>> {
    const publications = await this.#unitOfWork.read.publications.list({
      requestId: id,
      before: page.before && { createdAt: page.before.at, id: page.before.id },
      limit: page.limit + 1,
    });
    return pageOf(publications, page.limit);
  }

  async listDrift(
    id: string,
    page: { before?: Position; limit: number },
  ): Promise<PageOf<ListedDrift>> {
    return this.#drift({ requestId: id, includeResolved: true, ...page });
  }

  async listAudit(
    id: string,
    page: { before?: Position; limit: number },
  ): Promise<PageOf<AuditEntry>> {
    const entries = await this.#unitOfWork.read.audit.list({
      requestId: id,
      ...page,
      limit: page.limit + 1,
    });
    return pageOf(entries, page.limit);
  }

  async getTimeline(id: string, generation: number): Promise<Timeline> {
    const [request, revision] = await Promise.all([
      this.#request(id),
      this.#revision(id, generation),
    ]);
    return this.#timelines.read(request, revision);
  }

  async listAllAudit(
    query: AuditFilter & { before?: Position; limit: number } & Visibility,
  ): Promise<PageOf<AuditEntry>> {
    const entries = await this.#unitOfWork.read.audit.listAll({
      ...query,
      visible: query.visible ?? { type: 'everything' },
      limit: query.limit + 1,
    });
    return pageOf(entries, query.limit);
  }

  async listAllDrift(
    query: {
      team?: string;
      app?: string;
      includeResolved: boolean;
      before?: Position;
      limit: number;
    } & Visibility,
  ): Promise<PageOf<ListedDrift>> {
    return this.#drift(query);
  }

  async listDecisions(
    query: DecisionFilter & { before?: Position; limit: number } & Visibility,
  ): Promise<PageOf<Decision>> {
    const { before, limit, visible, ...filter } = query;
    const decisions = await this.#unitOfWork.read.revisions.listDecisions({
      ...filter,
      visible: visible ?? { type: 'everything' },
      before: before && { decidedAt: before.at, id: before.id },
      limit: limit + 1,
    });
    return pageOf(decisions, limit);
  }

  async #drift(
    query: {
      requestId?: string;
      team?: string;
      app?: string;
      includeResolved: boolean;
      before?: Position;
      limit: number;
    } & Visibility,
  ): Promise<PageOf<ListedDrift>> {
    const drift = await this.#unitOfWork.read.drift.list({
      visible: query.visible ?? { type: 'everything' },
      requestId: query.requestId,
      team: query.team,
      app: query.app,
      includeResolved: query.includeResolved,
      before: query.before && {
        detectedAt: query.before.at,
        id: query.before.id,
      },
      limit: query.limit + 1,
    });
    return pageOf(drift, query.limit);
  }

  async #request(id: string): Promise<Request> {
    const request = await this.#unitOfWork.read.requests.get(id);
    if (!request) {
      throw requestNotFound(id);
    }
    return request;
  }

  async #revision(id: string, generation: number): Promise<Revision> {
    const revision = await this.#unitOfWork.read.revisions.get(id, generation);
    if (!revision) {
      throw new NotFoundError(`Request ${id} has no generation ${generation}`);
    }
    return revision;
  }
}
