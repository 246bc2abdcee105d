import {
  AccessPolicy,
  normaliseEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Job } from '../domain/job/Job';
import { PUBLISH_LANE, RECONCILE_REQUEST } from '../domain/reconcile/jobs';
import { factsOf, Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { buildTimeline } from '../domain/timeline/buildTimeline';
import { Timeline } from '../domain/timeline/Timeline';
import { JobQueue } from '../queue/JobQueue';
import { Stores, UnitOfWork } from '../store/UnitOfWork';

/** Jobs of a request among which the one that took a revision up is looked for. */
const MAX_JOBS = 20;

/** Brings together what the timeline of a revision is told from. */
export class TimelineReader {
  readonly #unitOfWork: UnitOfWork;
  readonly #queue: JobQueue;
  readonly #access: AccessPolicy;

  static create(options: {
    unitOfWork: UnitOfWork;
    queue: JobQueue;
    access: AccessPolicy;
  }): TimelineReader {
    return new TimelineReader(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    queue: JobQueue;
    access: AccessPolicy;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#queue = options.queue;
    this.#access = options.access;
  }

  async read(request: Request, revision: Revision): Promise<Timeline> {
    const { revisions, publications, classes } = this.#unitOfWork.read;
    const { generation } = revision;
    const [approvals, publication, job, lane, classRevision, deciders, now] =
      await Promise.all([
        revisions.listApprovals(request.id, [generation]),
        publications.newestLanding(request.id, generation),
        this.#job(request, revision),
        this.#queue.listLive(PUBLISH_LANE, [request.repository]),
        classes.get(revision.class.name, revision.class.digest),
        this.#deciders(this.#unitOfWork.read, request, revision),
        this.#unitOfWork.now(),
      ]);
    const observed = await this.#queue.observe([
      ...(job ? [job] : []),
      ...lane.slice(0, 1),
    ]);
    const seen = (one: Job | undefined) =>
      observed.find(({ id }) => id === one?.id);
    return buildTimeline({
      request,
      revision,
      approvals,
      publication,
      job: seen(job),
      lane: seen(lane[0]),
      classTitle: classRevision?.spec.title ?? revision.class.name,
      deciders,
      operators: this.#access.holdersOf('admin', factsOf(request)),
      now,
    });
  }

  /** The live job, or the newest that was there when the publication started. */
  async #job(request: Request, revision: Revision): Promise<Job | undefined> {
    const started = revision.publicationStartedAt;
    const jobs = await this.#queue.list({
      kind: RECONCILE_REQUEST,
      key: request.id,
      limit: MAX_JOBS,
    });
    return started
      ? jobs.find(({ createdAt }) => createdAt <= started)
      : jobs[0];
  }

  /**
   * Whom a decision waits for.
   *
   * @remarks
   * Approvers first; where none is left, the admins, who may decide by their role. Groups stay although a member may be excluded: who
   * is in them only the catalog knows.
   */
  async #deciders(
    stores: Stores,
    request: Request,
    revision: Revision,
  ): Promise<string[]> {
    if (revision.state !== 'pending_approval') {
      return [];
    }
    const [decidedOn] = await stores.revisions.listEditors([revision]);
    const excluded = new Set(
      [revision.requestedBy, ...(decidedOn?.editors ?? [])].map(
        normaliseEntityRef,
      ),
    );
    const others = (role: 'approver' | 'admin') =>
      this.#access
        .holdersOf(role, factsOf(request))
        .filter(ref => !excluded.has(ref));
    const approvers = others('approver');
    return approvers.length > 0 ? approvers : others('admin');
  }
}
