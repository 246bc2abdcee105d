import { auditReadPermission } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { AuditEntry } from '../domain/audit/AuditEntry';
import { ObservedJob } from '../domain/job/jobWait';
import { Publication } from '../domain/publication/Publication';
import { allOf } from '../domain/request/RequestFilter';
import { ManifestFile } from '../domain/revision/Revision';
import { Timeline } from '../domain/timeline/Timeline';
import { Authorizer } from '../permissions/Authorizer';
import { ListedDrift } from '../store/DriftStore';
import { RequestStore } from '../store/RequestStore';
import { Decision } from '../store/RevisionStore';
import { CallContext } from './CallContext';
import { findRequest } from './findRequest';
import {
  AuditFilter,
  DecisionFilter,
  HistoryService,
  PageOf,
  Position,
  RevisionComparison,
  RevisionView,
} from './HistoryService';
import { Visibility } from './RequestService';
import { RevisionPlan } from './RevisionPlan';

/** Shows the history of what the caller may see. */
export class AuthorizedHistoryService implements HistoryService {
  readonly #inner: HistoryService;
  readonly #authorizer: Authorizer;
  readonly #requests: RequestStore;

  static create(options: {
    inner: HistoryService;
    authorizer: Authorizer;
    requests: RequestStore;
  }): AuthorizedHistoryService {
    return new AuthorizedHistoryService(options);
  }

  private constructor(options: {
    inner: HistoryService;
    authorizer: Authorizer;
    requests: RequestStore;
  }) {
    this.#inner = options.inner;
    this.#authorizer = options.authorizer;
    this.#requests = options.requests;
  }

  async listRevisions(
    id: string,
    page: { beforeGeneration?: number; limit: number },
    context: CallContext,
  ): Promise<PageOf<RevisionView>> {
    await this.#requireVisible(id, context);
    return this.#inner.listRevisions(id, page, context);
  }

  async getRevision(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<RevisionView> {
    await this.#requireVisible(id, context);
    return this.#inner.getRevision(id, generation, context);
  }

  async getPlan(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<RevisionPlan> {
    await this.#requireVisible(id, context);
    return this.#inner.getPlan(id, generation, context);
  }

  async getManifests(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<ManifestFile[]> {
    await this.#requireVisible(id, context);
    return this.#inner.getManifests(id, generation, context);
  }

  async diff(
    id: string,
    generations: { from: number; to: number },
    context: CallContext,
  ): Promise<RevisionComparison> {
    await this.#requireVisible(id, context);
    return this.#inner.diff(id, generations, context);
  }

  async listJobs(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<ObservedJob>> {
    await this.#requireVisible(id, context);
    return this.#inner.listJobs(id, page, context);
  }

  async listPublications(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<Publication>> {
    await this.#requireVisible(id, context);
    return this.#inner.listPublications(id, page, context);
  }

  async listDrift(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<ListedDrift>> {
    await this.#requireVisible(id, context);
    return this.#inner.listDrift(id, page, context);
  }

  async listAudit(
    id: string,
    page: { before?: Position; limit: number },
    context: CallContext,
  ): Promise<PageOf<AuditEntry>> {
    await this.#authorizer.require(
      context.credentials,
      auditReadPermission,
      await findRequest(this.#requests, id),
    );
    return this.#inner.listAudit(id, page, context);
  }

  async getTimeline(
    id: string,
    generation: number,
    context: CallContext,
  ): Promise<Timeline> {
    await this.#requireVisible(id, context);
    return this.#inner.getTimeline(id, generation, context);
  }

  async listAllAudit(
    query: AuditFilter & { before?: Position; limit: number } & Visibility,
    context: CallContext,
  ): Promise<PageOf<AuditEntry>> {
    const readable = await this.#authorizer.requireSome(
      context.credentials,
      auditReadPermission,
    );
    return this.#inner.listAllAudit(
      {
        ...query,
        visible: query.visible ? allOf(query.visible, readable) : readable,
      },
      context,
    );
  }

  async listAllDrift(
    query: {
      team?: string;
      app?: string;
      includeResolved: boolean;
      before?: Position;
      limit: number;
    } & Visibility,
    context: CallContext,
  ): Promise<PageOf<ListedDrift>> {
    const visible = await this.#authorizer.visible(context.credentials);
    return this.#inner.listAllDrift(
      {
        ...query,
        visible: query.visible ? allOf(query.visible, visible) : visible,
      },
      context,
    );
  }

  async listDecisions(
    query: DecisionFilter & { before?: Position; limit: number } & Visibility,
    context: CallContext,
  ): Promise<PageOf<Decision>> {
    const visible = await this.#authorizer.visible(context.credentials);
    return this.#inner.listDecisions(
      {
        ...query,
        visible: query.visible ? allOf(query.visible, visible) : visible,
      },
      context,
    );
  }

  async #requireVisible(id: string, context: CallContext): Promise<void> {
    await this.#authorizer.requireVisible(
      context.credentials,
      await findRequest(this.#requests, id),
    );
  }
}
