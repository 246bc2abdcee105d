import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  ConditionType,
  RevisionAction,
  slotOf,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ApprovalRequirement } from '../domain/approval/ApprovalPolicy';
import { planDigestOf } from '../domain/approval/evaluateApproval';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { Publication } from '../domain/publication/Publication';
import {
  PUBLISH_LANE,
  publishLaneJob,
  RECONCILE_REQUEST,
  reconcileJob,
  RESYNC_REPOSITORY,
  resyncRepositoryJob,
} from '../domain/reconcile/jobs';
import { newRequest } from '../domain/request/newRequest';
import { moveRequest } from '../domain/request/moveRequest';
import { Request, RequestCondition } from '../domain/request/Request';
import { RequestEffects } from '../domain/request/RequestEffects';
import { approveRevision } from '../domain/revision/approveRevision';
import { withdrawRevision } from '../domain/revision/refuseRevision';
import { ManifestFile, Revision } from '../domain/revision/Revision';
import { submitRevision } from '../domain/revision/submitRevision';
import { applyEffects } from '../services/applyEffects';
import { Work } from '../store/UnitOfWork';
import { aClass, aManifest, aRequest, aRequestId, aRevision } from './builders';
import { createTestStores, TestStores } from './createTestStores';
import {
  createWorkHandlers,
  REPOSITORY,
  WorkHandler,
} from './createWorkHandlers';
import { FakePublisher } from './FakePublisher';
import { APPROVER, POLICY, REQUESTER } from './RequestLife';

const KINDS = [RECONCILE_REQUEST, PUBLISH_LANE, RESYNC_REPOSITORY];

/** Longer than any lease, so that whatever a dead process held is free. */
const LEASE_IS_OVER_SECONDS = 31;

/**
 * The work path on real stores and the real queue, with a branch in memory.
 *
 * @remarks
 * Jobs run one at a time when the test says so, and time passes only when nothing is due: what happens is the same in each run. A handler
 * that throws is taken for a process that died: its job is rescued once the lease is over.
 */
export class ReconcileWorld {
  readonly publisher = new FakePublisher();
  /** Outcome of every attempt, oldest first, e.g. `reconcile-request parked`. */
  readonly attempts: string[] = [];
  readonly #handlers: Record<string, WorkHandler>;
  /** Seconds until the host's budget allows the next push. */
  pushDelaySeconds = 0;
  #requests = 0;

  static async create(
    databases: TestDatabases,
    id: TestDatabaseId,
  ): Promise<ReconcileWorld> {
    const world = new ReconcileWorld(await createTestStores(databases, id));
    const reporting = aClass({ name: 'preview' });
    const repairing = aClass({ name: 'guarded' });
    await world.stores.unitOfWork.run(tx =>
      tx.classes.seed([
        reporting,
        {
          ...repairing,
          spec: { ...repairing.spec, drift: { onForeignEdit: 'repair' } },
        },
      ]),
    );
    return world;
  }

  private constructor(readonly stores: TestStores) {
    this.#handlers = createWorkHandlers({
      unitOfWork: stores.unitOfWork,
      publisher: this.publisher,
      budget: {
        isLimited: () => this.pushDelaySeconds > 0,
        hearOfPush: () => {},
        delayBeforePush: () => this.pushDelaySeconds * 1000,
      },
    });
  }

  get branch() {
    return this.publisher.branch;
  }

  /** @returns the id of a new request. */
  async create(
    options: {
      className?: 'preview' | 'guarded';
      approval?: ApprovalRequirement;
      content?: string;
    } = {},
  ): Promise<string> {
    const { className = 'preview', approval = POLICY } = options;
    this.#requests += 1;
    const pinned = await this.#class(className);
    const built = aRequest({ id: aRequestId(this.#requests) });
    await this.stores.unitOfWork.run(async tx => {
      const now = await tx.now();
      const request = newRequest({ ...built, class: refOf(pinned) }, now);
      const effects = submitRevision({
        request,
        ...plan({
          request,
          action: 'create',
          generation: 1,
          now,
          content: options.content ?? 'one',
        }),
        approval,
        open: [],
        inForce: undefined,
        actor: REQUESTER,
        now,
      });
      await applyEffects(tx, effects, { isNew: true });
    });
    return built.id;
  }

  /** @returns the id of a request that is on the branch. */
  async ready(className?: 'preview' | 'guarded'): Promise<string> {
    const id = await this.create({ className });
    await this.settleDown();
    return id;
  }

  async update(
    id: string,
    content: string,
    approval: ApprovalRequirement = POLICY,
  ): Promise<void> {
    await this.#submit(id, { action: 'update', approval, content });
  }

  async remove(
    id: string,
    approval: ApprovalRequirement = POLICY,
  ): Promise<void> {
    await this.#submit(id, { action: 'delete', approval });
  }

  async approve(id: string, generation: number): Promise<void> {
    await this.#decide(id, generation, decided =>
      approveRevision({
        ...decided,
        given: {
          decidedBy: APPROVER,
          planDigest: decided.revision.planDigest,
          comment: '',
        },
      }),
    );
  }

  async withdraw(id: string, generation: number): Promise<void> {
    await this.#decide(id, generation, decided =>
      withdrawRevision({ ...decided, actor: REQUESTER, comment: '' }),
    );
  }

  /** A person asks for a reconcile. */
  async ask(id: string): Promise<void> {
    await this.stores.unitOfWork.run(async tx => {
      const request = await lock(tx, id);
      await tx.requests.update(
        moveRequest(request, 'reconcile_asked', { now: await tx.now() }),
      );
      await tx.enqueue([reconcileJob(request)]);
    });
  }

  async resync(): Promise<void> {
    await this.stores.unitOfWork.run(tx =>
      tx.enqueue([resyncRepositoryJob(REPOSITORY.name)]),
    );
  }

  /** Somebody else edits the file of a request, and a comparison is due. */
  async edit(id: string, content: string): Promise<void> {
    await this.branch.personPushes({ [await this.fileOf(id)]: content }, 'Fix');
    await this.resync();
  }

  /** The waiting job of a kind is lost. */
  async cancelWaiting(kind: string): Promise<void> {
    const { queue, unitOfWork } = this.stores;
    const [job] = await queue.list({
      state: 'ready',
      kind: kind,
      limit: 1,
    });
    await unitOfWork.run(tx => tx.cancelJob(job.id));
  }

  /** A target's own files are to be published. */
  async publishTarget(target: string, operationId: string): Promise<void> {
    await this.stores.unitOfWork.run(async tx => {
      const publication: Publication = {
        operationId,
        repository: REPOSITORY.name,
        branch: REPOSITORY.branch,
        owner: { type: 'target', target },
        purpose: 'publish',
        state: 'pending',
        planDigest: 'sha256:target',
        paths: [`clusters/${target}`],
        attempts: 0,
        createdAt: await tx.now(),
      };
      await tx.publications.insert(publication);
      await tx.enqueue([publishLaneJob(REPOSITORY.name)]);
    });
  }

  /** Runs one attempt of the next due job. */
  async runNext(): Promise<boolean> {
    const { queue } = this.stores;
    const [job] = await queue.claim({ owner: 'test', limit: 1, kinds: KINDS });
    if (!job) {
      return false;
    }
    try {
      const { signal } = new AbortController();
      const outcome = await this.#handlers[job.kind](job.key, signal);
      this.attempts.push(`${job.kind} ${outcome.type}`);
      await queue.settle(job, outcome);
    } catch (error) {
      this.attempts.push(`${job.kind} died`);
    }
    return true;
  }

  /** Runs what is due, without letting time pass. */
  async drain(): Promise<void> {
    for (let runs = 0; runs < 200; runs += 1) {
      if (!(await this.runNext())) {
        return;
      }
    }
    throw new Error(`Goes round in circles: ${this.attempts.slice(-20)}`);
  }

  /** Lets time pass until no job is left that waits or is held by somebody. */
  async settleDown(): Promise<void> {
    const { queue } = this.stores;
    for (let turns = 0; turns < 50; turns += 1) {
      await this.drain();
      const held = await queue.list({ state: 'leased', limit: 1 });
      const { nextDueSeconds } = await queue.peek(KINDS);
      if (held.length > 0) {
        this.pass(LEASE_IS_OVER_SECONDS);
        await queue.rescue();
      } else if (nextDueSeconds === undefined) {
        return;
      } else {
        this.pass(Math.max(0, nextDueSeconds) + 0.01);
      }
    }
    throw new Error(`Does not settle: ${this.attempts.slice(-20)}`);
  }

  pass(seconds: number): void {
    this.stores.databaseClock.shift(seconds);
  }

  async request(id: string): Promise<Request> {
    const request = await this.stores.stores.requests.get(id);
    if (!request) {
      throw new NotFoundError(id);
    }
    return request;
  }

  async condition(
    id: string,
    type: ConditionType,
  ): Promise<RequestCondition | undefined> {
    const { conditions } = await this.request(id);
    return conditions.find(condition => condition.type === type);
  }

  /** The one file of a request. */
  async fileOf(id: string): Promise<string> {
    return `${(await this.request(id)).path}/namespace.yaml`;
  }

  /** Everything about a request that must not depend on what died on the way. */
  async summary(id: string) {
    const { stores } = this.stores;
    const request = await this.request(id);
    const revisions = await stores.revisions.list({ requestId: id, limit: 50 });
    const publications = await stores.publications.list({
      requestId: id,
      limit: 50,
    });
    const drift = await stores.drift.list({
      visible: { type: 'everything' },
      requestId: id,
      includeResolved: true,
      limit: 50,
    });
    const audit = await stores.audit.list({ requestId: id, limit: 100 });
    const inventory = await stores.inventory.list(id);
    const commits = await this.branch.commits();
    return {
      phase: request.phase,
      failure: request.progress?.failure?.reason,
      published: request.published?.generation,
      driftedPaths: request.driftedPaths,
      revisions: revisions
        .map(({ generation, state }) => `${generation} ${state}`)
        .sort(),
      publications: publications
        .map(({ owner, purpose, state }) =>
          owner.type === 'request'
            ? `${owner.generation} ${purpose} ${state}`
            : state,
        )
        .sort(),
      drift: drift.map(({ path, resolution }) => `${path} ${resolution}`),
      audit: audit.map(({ action }) => action).reverse(),
      inventory: inventory.map(({ kind, name }) => `${kind} ${name}`),
      commits: commits
        .filter(({ operationIds }) =>
          publications.some(({ operationId }) =>
            operationIds.includes(operationId),
          ),
        )
        .map(({ subject }) => subject)
        .reverse(),
      files: (await this.branch.files()).filter(path =>
        path.startsWith(request.path),
      ),
    };
  }

  async #class(name: string): Promise<ClassRevision> {
    const current = await this.stores.stores.classes.getCurrent(name);
    if (!current) {
      throw new NotFoundError(name);
    }
    return current;
  }

  async #submit(
    id: string,
    asked: {
      action: 'update' | 'delete';
      approval: ApprovalRequirement;
      content?: string;
    },
  ): Promise<void> {
    await this.stores.unitOfWork.run(async tx => {
      const now = await tx.now();
      const request = await lock(tx, id);
      const effects = submitRevision({
        request,
        ...plan({
          request,
          generation: request.generation + 1,
          now,
          ...asked,
        }),
        approval: asked.approval,
        open: await tx.revisions.listOpen([id]),
        inForce: await inForce(tx, request),
        actor: REQUESTER,
        now,
      });
      await applyEffects(tx, effects, { isNew: false });
    });
  }

  async #decide(
    id: string,
    generation: number,
    decide: (decided: {
      request: Request;
      revision: Revision;
      others: Revision[];
      inForce: Revision | undefined;
      now: Date;
    }) => RequestEffects,
  ): Promise<void> {
    await this.stores.unitOfWork.run(async tx => {
      const request = await lock(tx, id);
      const revision = await tx.revisions.get(id, generation);
      if (!revision) {
        throw new NotFoundError(`${id} ${generation}`);
      }
      const open = await tx.revisions.listOpen([id]);
      const effects = decide({
        request,
        revision,
        others: open.filter(other => other.generation !== generation),
        inForce: await inForce(tx, request),
        now: await tx.now(),
      });
      await applyEffects(tx, effects, { isNew: false });
    });
  }
}

function refOf({ name, revision, digest }: ClassRevision) {
  return { name, revision, digest };
}

async function lock(tx: Work, id: string): Promise<Request> {
  const request = await tx.requests.getForUpdate(id);
  if (!request) {
    throw new NotFoundError(id);
  }
  return request;
}

async function inForce(
  tx: Work,
  { id, published }: Request,
): Promise<Revision | undefined> {
  return published && tx.revisions.get(id, published.generation);
}

/** A revision with one file, digested as a planned one is. */
function plan(options: {
  request: Request;
  action: RevisionAction;
  generation: number;
  now: Date;
  content?: string;
}): { revision: Revision; manifests: ManifestFile[] } {
  const { request, action, generation, now, content } = options;
  const path = `${request.path}/namespace.yaml`;
  const manifests =
    content === undefined ? [] : [aManifest(path, `${content}\n`)];
  const undigested = aRevision({
    requestId: request.id,
    generation,
    action,
    slot: slotOf(action),
    class: request.class,
    state: 'pending_approval',
    requestedAt: now,
    leaseHours: action === 'create' ? request.lease.hours : 0,
    parameters: { content: content ?? '' },
    objects: manifests.map(file => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: '',
      name: content ?? '',
      path: file.path,
    })),
  });
  return {
    revision: {
      ...undigested,
      planDigest: planDigestOf(request, undigested, manifests),
    },
    manifests,
  };
}
