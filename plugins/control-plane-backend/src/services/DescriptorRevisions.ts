import {
  digestJson,
  isTerminalPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonValue } from '@backstage/types';
import { DescriptorProblems } from '../domain/descriptor/DescriptorProblems';
import { Request } from '../domain/request/Request';
import { withdrawRevision } from '../domain/revision/refuseRevision';
import { Revision } from '../domain/revision/Revision';
import { submitRevision } from '../domain/revision/submitRevision';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { applyEffects } from './applyEffects';
import { ChangePlanner } from './ChangePlanner';
import { hoursToExtend } from './descriptorLease';
import { loadInForce, loadView } from './loadViews';
import { PlannedRequest } from './NewRequestPlanner';
import { PlannedRevision } from './planRevision';
import { NewRequest, RequestChange, RequestView } from './RequestService';

/** Who acts when a descriptor does; what it asks for is its owner's. */
export const SYSTEM_ACTOR = 'system:descriptor';

/** The rule that asks a person about the teardown of a request whose descriptor is gone. */
const REMOVAL_RULE = 'descriptor-removed';

/** What a descriptor wants its request to be. */
export type DesiredRequest = NewRequest & { owner: string };

/** The revisions that descriptors ask for. */
export class DescriptorRevisions {
  readonly #unitOfWork: UnitOfWork;
  readonly #changes: ChangePlanner;

  static create(options: {
    unitOfWork: UnitOfWork;
    changes: ChangePlanner;
  }): DescriptorRevisions {
    return new DescriptorRevisions(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    changes: ChangePlanner;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#changes = options.changes;
  }

  /** Stores a planned request in the transaction of `tx`. */
  async create(tx: Work, planned: PlannedRequest): Promise<Request> {
    const effects = submitRevision({
      ...planned,
      open: [],
      inForce: undefined,
      actor: SYSTEM_ACTOR,
      now: planned.revision.requestedAt,
    });
    return applyEffects(tx, effects, { isNew: true });
  }

  /**
   * Asks for whatever differs between the request and what is desired; `record` runs in the same transaction.
   *
   * @returns `ended` when the request lives no more, so that another one has to be made.
   * @throws DescriptorProblems for what cannot be changed.
   */
  async change(options: {
    requestId: string;
    desired: DesiredRequest;
    /** What the descriptor wanted before. */
    acceptedLeaseHours: JsonValue | undefined;
    record(tx: Work): Promise<void>;
  }): Promise<{ type: 'changed' } | { type: 'ended' }> {
    const { requestId, desired } = options;
    const change: RequestChange = {
      source: desired.source ?? null,
      owner: desired.owner,
      labels: desired.labels,
      parameters: desired.parameters,
      toCurrentClass: false,
      reason: desired.reason,
    };
    await this.#changes.check(change);
    return this.#unitOfWork.run(async tx => {
      const now = await tx.now();
      const locked = await tx.requests.getForUpdate(requestId);
      if (!locked || isTerminalPhase(locked.phase)) {
        return { type: 'ended' };
      }
      assertLives(locked);
      assertSameIdentity(locked, desired);
      const view = await this.#takeBackRemoval(
        tx,
        await loadView(tx, locked),
        now,
      );
      if (isTerminalPhase(view.request.phase)) {
        return { type: 'ended' };
      }
      const updated = isAsDesired(view, desired)
        ? view
        : await this.#submit(
            tx,
            view,
            await this.#changes.planUpdate({
              ...view,
              change,
              actor: desired.owner,
              classes: tx.classes,
              revisions: tx.revisions,
              now,
            }),
          );
      const hours = hoursToExtend({
        lease: updated.request.lease,
        wanted: desired.leaseHours,
        wantedBefore: options.acceptedLeaseHours,
        now,
      });
      if (hours > 0) {
        await this.#submit(
          tx,
          updated,
          await this.#changes.planExtension({
            ...updated,
            hours,
            reason: desired.reason,
            actor: desired.owner,
            classes: tx.classes,
            now,
          }),
        );
      }
      await options.record(tx);
      return { type: 'changed' };
    });
  }

  /**
   * Asks a person whether a request whose descriptor is gone shall go as well, in the transaction of `tx`.
   *
   * @remarks
   * A file that is missing may be a mistake of whoever moved it, so nobody's policy says yes to this, whatever the class says.
   */
  async askForRemoval(
    tx: Work,
    removal: { requestId: string; owner: string; reason: string },
  ): Promise<void> {
    const request = await tx.requests.getForUpdate(removal.requestId);
    if (
      !request ||
      isTerminalPhase(request.phase) ||
      request.phase === 'deleting'
    ) {
      return;
    }
    const view = await loadView(tx, request);
    if (view.open.some(({ action }) => action === 'delete')) {
      return;
    }
    const planned = await this.#changes.planDeletion({
      ...view,
      reason: removal.reason,
      actor: removal.owner,
      everStarted: request.lease.startedAt !== undefined,
      classes: tx.classes,
      now: await tx.now(),
    });
    await this.#submit(tx, view, {
      ...planned,
      approval: { type: 'person', rule: REMOVAL_RULE },
      revision: {
        ...planned.revision,
        state: 'pending_approval',
        approvalRule: REMOVAL_RULE,
      },
    });
  }

  /** The descriptor is back: what its absence asked for, and nobody has decided on yet, is asked no more. */
  async #takeBackRemoval(
    tx: Work,
    view: RequestView,
    now: Date,
  ): Promise<RequestView> {
    const removal = view.open.find(
      ({ action, state, approvalRule }) =>
        action === 'delete' &&
        state === 'pending_approval' &&
        approvalRule === REMOVAL_RULE,
    );
    if (!removal) {
      return view;
    }
    const effects = withdrawRevision({
      request: view.request,
      revision: removal,
      others: view.open.filter(other => other !== removal),
      inForce: await loadInForce(tx, view.request),
      actor: SYSTEM_ACTOR,
      comment: 'The descriptor is in the catalog again',
      now,
    });
    return loadView(tx, await applyEffects(tx, effects, { isNew: false }));
  }

  async #submit(
    tx: Work,
    view: RequestView,
    planned: PlannedRevision,
  ): Promise<RequestView> {
    const effects = submitRevision({
      request: view.request,
      ...planned,
      open: view.open,
      inForce: await loadInForce(tx, view.request),
      actor: SYSTEM_ACTOR,
      now: planned.revision.requestedAt,
    });
    return loadView(tx, await applyEffects(tx, effects, { isNew: false }));
  }
}

function assertLives({ id, phase }: Request): void {
  if (phase === 'deleting') {
    throw new DescriptorProblems([
      `Its request ${id} is being torn down; another one is asked for when it is gone`,
    ]);
  }
}

/** Names, namespaces and folder come from these: another value is another request. */
function assertSameIdentity(request: Request, desired: DesiredRequest): void {
  const fixed = {
    class: request.class.name,
    team: request.team,
    app: request.app,
    region: request.region,
  };
  const problems = (['class', 'team', 'app', 'region'] as const)
    .filter(field => fixed[field] !== desired[field])
    .map(
      field =>
        `spec.${field}: expected ${fixed[field]}, with which ${request.id} was made, got "${desired[field]}"; describe another request under another name`,
    );
  if (problems.length > 0) {
    throw new DescriptorProblems(problems);
  }
}

/** Whether the newest proposal, or what is in force when there is none, says what is desired. */
function isAsDesired(view: RequestView, desired: DesiredRequest): boolean {
  const proposals = view.open
    .filter(({ slot, action }) => slot === 'spec' && action !== 'delete')
    .sort((a, b) => b.generation - a.generation);
  return contentOf(proposals.at(0) ?? view.spec) === contentOf(desired);
}

function contentOf(
  content: Pick<Revision, 'source' | 'owner' | 'labels' | 'parameters'>,
): string {
  const { source, owner, labels, parameters } = content;
  return digestJson({
    source: source ? { ...source } : null,
    owner,
    labels,
    parameters,
  });
}
