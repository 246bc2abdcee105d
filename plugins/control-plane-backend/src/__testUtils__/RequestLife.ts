import {
  RevisionAction,
  slotOf,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ApprovalRequirement } from '../domain/approval/ApprovalPolicy';
import { planDigestOf } from '../domain/approval/evaluateApproval';
import { Request } from '../domain/request/Request';
import { RequestEffects } from '../domain/request/RequestEffects';
import { approveRevision } from '../domain/revision/approveRevision';
import {
  rejectRevision,
  withdrawRevision,
} from '../domain/revision/refuseRevision';
import { Approval, Revision } from '../domain/revision/Revision';
import { submitRevision } from '../domain/revision/submitRevision';
import { aRequest, aRevision, BUILT_AT } from './builders';

export const REQUESTER = 'user:default/riley';
export const APPROVER = 'user:default/avery';
export const PERSON: ApprovalRequirement = { type: 'person', rule: 'asks' };
export const POLICY: ApprovalRequirement = { type: 'policy', rule: 'free' };

/**
 * One request with its revisions in memory, changed by the pure decisions and by nothing else: what the stores are in production,
 * without a database.
 */
export class RequestLife {
  request: Request;
  readonly revisions = new Map<number, Revision>();
  readonly approvals: Array<Omit<Approval, 'id' | 'decidedAt'>> = [];
  /** What the newest decision changed. */
  last: RequestEffects | undefined;
  now = BUILT_AT;

  /** A request whose first revision was just proposed. */
  static created(
    approval: ApprovalRequirement,
    overrides: Partial<Request> = {},
  ): RequestLife {
    const life = new RequestLife({
      ...aRequest(overrides),
      phase: 'pending_approval',
    });
    life.#submit(life.#revision('create', 1, {}), approval);
    return life;
  }

  private constructor(request: Request) {
    this.request = request;
  }

  /** @returns the generation. */
  propose(
    action: Exclude<RevisionAction, 'create'>,
    approval: ApprovalRequirement,
    overrides: Partial<Revision> = {},
  ): number {
    const generation = this.request.generation + 1;
    this.#submit(this.#revision(action, generation, overrides), approval);
    return generation;
  }

  approve(generation: number, planDigest?: string): void {
    const revision = this.get(generation);
    this.#apply(
      approveRevision({
        ...this.#decided(generation),
        given: {
          decidedBy: APPROVER,
          planDigest: planDigest ?? revision.planDigest,
          comment: 'go',
        },
      }),
    );
  }

  reject(generation: number, planDigest?: string): void {
    const revision = this.get(generation);
    this.#apply(
      rejectRevision({
        ...this.#decided(generation),
        given: {
          decidedBy: APPROVER,
          planDigest: planDigest ?? revision.planDigest,
          comment: 'too dear',
        },
      }),
    );
  }

  withdraw(generation: number): void {
    this.#apply(
      withdrawRevision({
        ...this.#decided(generation),
        actor: REQUESTER,
        comment: '',
      }),
    );
  }

  /** Changes a revision as a step of the reconcile does. */
  put(revision: Revision): void {
    this.revisions.set(revision.generation, revision);
  }

  get(generation: number): Revision {
    const revision = this.revisions.get(generation);
    if (!revision) {
      throw new Error(`There is no generation ${generation}`);
    }
    return revision;
  }

  /** Revisions that are not ended and not in force. */
  open(): Revision[] {
    return [...this.revisions.values()].filter(
      ({ state }) => state === 'pending_approval' || state === 'approved',
    );
  }

  /** The newest approved revision of the spec slot that was not ended. */
  desired(): Revision | undefined {
    return [...this.revisions.values()]
      .filter(
        ({ slot, state }) =>
          slot === 'spec' && (state === 'approved' || state === 'effective'),
      )
      .sort((a, b) => b.generation - a.generation)[0];
  }

  /** Each generation with its state, e.g. `1 effective`. */
  states(): string[] {
    return [...this.revisions.values()].map(
      ({ generation, state }) => `${generation} ${state}`,
    );
  }

  #revision(
    action: RevisionAction,
    generation: number,
    overrides: Partial<Revision>,
  ): Revision {
    const undigested = aRevision({
      requestId: this.request.id,
      generation,
      action,
      slot: slotOf(action),
      requestedBy: REQUESTER,
      requestedAt: this.now,
      state: 'pending_approval',
      leaseHours: action === 'extend' ? 24 : 0,
      ...overrides,
    });
    return {
      ...undigested,
      planDigest: planDigestOf(this.request, undigested, []),
    };
  }

  #submit(revision: Revision, approval: ApprovalRequirement): void {
    this.#apply(
      submitRevision({
        request: this.request,
        revision,
        manifests: [],
        approval,
        open: this.open(),
        inForce: this.#inForce(),
        actor: REQUESTER,
        now: this.now,
      }),
    );
  }

  #decided(generation: number) {
    return {
      request: this.request,
      revision: this.get(generation),
      others: this.open().filter(other => other.generation !== generation),
      inForce: this.#inForce(),
      now: this.now,
    };
  }

  #inForce(): Revision | undefined {
    const { published } = this.request;
    return published && this.revisions.get(published.generation);
  }

  /** As the stores do: what is superseded ends before what is new is stored. */
  #apply(effects: RequestEffects): void {
    this.last = effects;
    this.request = { ...effects.request, version: this.request.version + 1 };
    effects.changedRevisions.forEach(revision => this.put(revision));
    if (effects.newRevision) {
      const { revision } = effects.newRevision;
      if (this.revisions.has(revision.generation)) {
        throw new Error(`Generation ${revision.generation} exists`);
      }
      this.put(revision);
    }
    this.approvals.push(...effects.approvals);
  }
}
