import { evaluateApproval } from '../domain/approval/evaluateApproval';
import { Drift } from '../domain/drift/Drift';
import { Publication } from '../domain/publication/Publication';
import { purposeOf } from '../domain/publication/purposeOf';
import {
  determineState,
  Landed,
  Observation,
} from '../domain/reconcile/determineState';
import { nextStep, NextStep } from '../domain/reconcile/nextStep';
import { operationIdFor } from '../domain/reconcile/operationId';
import { startLease } from '../domain/request/lease';
import { moveRequest } from '../domain/request/moveRequest';
import { overtakenBy } from '../domain/revision/overtakenBy';
import { Revision } from '../domain/revision/Revision';
import { aDrift } from './builders';
import { POLICY, RequestLife } from './RequestLife';

/** What happens to one operation in the hands of the lane. */
export type LaneEvent =
  /** The branch takes it and the lane hears of it. */
  | 'lands'
  /** The branch takes it and the answer is lost. */
  | 'lands_unseen'
  /** The branch could not be read. */
  | 'unreachable'
  /** The push was lost, and is tried again. */
  | 'retryable'
  /** It is refused for good. */
  | 'refused';

export interface Commit {
  operationId: string;
  generation: number;
  purpose: Publication['purpose'];
  /** Whether the revision had ended when it was committed. */
  ended: boolean;
}

/**
 * A request, its publications and its branch in memory: the pure decisions with the thinnest possible workers around them.
 *
 * @remarks
 * What the steps, the lane and the comparer do in transactions is done here in plain assignments, so that thousands of sequences run in
 * seconds. That the real ones do the same is proven beside them, on the real stores.
 */
export class RequestMachine {
  readonly life = RequestLife.created(POLICY);
  publications: Publication[] = [];
  drift: Drift[] = [];
  readonly commits: Commit[] = [];
  readonly #repairs: boolean;

  constructor(options: { repairs: boolean }) {
    this.#repairs = options.repairs;
  }

  observe(): Observation {
    const desired = this.life.desired();
    return {
      request: this.life.request,
      desired,
      publication: desired && this.#newest(desired.generation),
      landed: desired && this.#landedBefore(desired),
      drift: this.drift,
      repairs: this.#repairs,
    };
  }

  /** One step of the reconcile. */
  reconcile(): NextStep['step'] {
    const next = nextStep(determineState(this.observe()), true);
    switch (next.step) {
      case 'publish':
        this.#publish(next.state.desired);
        break;
      case 'report_failure':
        this.#fail(false);
        break;
      case 'await_publication':
        if (next.state.publication.retryAt) {
          this.#fail(true);
        }
        break;
      case 'finalize':
        this.#finalize(next);
        break;
      default:
    }
    return next.step;
  }

  /** Somebody asks for a reconcile. */
  ask(): void {
    const { life } = this;
    life.request = moveRequest(life.request, 'reconcile_asked', {
      now: life.now,
    });
  }

  pending(): Publication[] {
    return this.publications.filter(({ state }) => state === 'pending');
  }

  /** The lane takes up one pending publication, whatever the others wait for. */
  lane(index: number, event: LaneEvent): void {
    const pending = this.pending();
    const publication = pending[index % Math.max(1, pending.length)];
    if (publication && publication.owner.type === 'request') {
      Object.assign(
        publication,
        this.#attempt(publication, publication.owner.generation, event),
      );
    }
  }

  /** Somebody edits the branch, and a comparison finds that. */
  edit(): void {
    if (this.life.request.published && this.drift.length < 3) {
      this.life.now = new Date(this.life.now.getTime() + 1);
      const id = `drift-${this.drift.length}`;
      this.drift.push({ ...aDrift({ id }), detectedAt: this.life.now });
    }
  }

  /** The edits are reverted, and a comparison finds that. */
  revert(): void {
    this.drift = [];
  }

  /** The lease ends and the class wants the request removed. */
  expire(): void {
    this.life.propose('delete', POLICY);
  }

  #newest(generation: number): Publication | undefined {
    return this.publications.findLast(
      ({ owner }) =>
        owner.type === 'request' && owner.generation === generation,
    );
  }

  #landedBefore(desired: Revision): Landed | undefined {
    const older = this.life
      .open()
      .filter(
        ({ slot, publicationStartedAt, generation }) =>
          slot === 'spec' &&
          publicationStartedAt !== undefined &&
          generation < desired.generation,
      );
    for (const revision of older) {
      const publication = this.#newest(revision.generation);
      if (publication && isLanded(publication)) {
        return { revision, publication };
      }
    }
    return undefined;
  }

  #publish(desired: Revision): void {
    const { life } = this;
    const owner = {
      type: 'request',
      requestId: life.request.id,
      generation: desired.generation,
    } as const;
    const ordinal = this.publications.filter(
      other =>
        other.owner.type === 'request' &&
        other.owner.generation === desired.generation,
    ).length;
    this.publications.push({
      operationId: operationIdFor({
        owner: `${owner.requestId}/${owner.generation}`,
        planDigest: desired.planDigest,
        ordinal,
      }),
      repository: 'gitops',
      branch: 'main',
      owner,
      purpose: purposeOf(desired),
      state: 'pending',
      planDigest: desired.planDigest,
      paths: [],
      attempts: 0,
      createdAt: life.now,
    });
    life.put({
      ...desired,
      publicationStartedAt: desired.publicationStartedAt ?? life.now,
    });
    life.request = {
      ...moveRequest(life.request, 'attempt_started', { now: life.now }),
      lease: startLease(life.request.lease, life.now),
      progress: { step: 'publish', message: '', since: life.now },
    };
  }

  #fail(retryable: boolean): void {
    const { life } = this;
    life.request = {
      ...moveRequest(life.request, 'attempt_failed', { now: life.now }),
      progress: {
        step: 'publish',
        message: '',
        since: life.now,
        failure: { reason: '', message: '', advice: '', retryable },
      },
    };
  }

  #finalize({ state }: Extract<NextStep, { step: 'finalize' }>): void {
    const { life } = this;
    const settle = (event: 'settled' | 'torn_down') => {
      life.request = {
        ...moveRequest(life.request, event, { now: life.now }),
        progress: undefined,
      };
    };
    switch (state.type) {
      case 'overtaken':
        this.#putInForce(state.landed.revision);
        break;
      case 'published':
        this.#putInForce(state.desired);
        settle('settled');
        break;
      case 'removed':
        this.#putInForce(state.desired);
        settle('torn_down');
        break;
      case 'repaired':
        this.drift = [];
        settle('settled');
        break;
      case 'unsettled':
        settle('settled');
        break;
      default: {
        const unreachable: never = state;
        throw new Error(`Unknown state ${unreachable}`);
      }
    }
  }

  #putInForce(revision: Revision): void {
    const { life } = this;
    life.put({ ...revision, state: 'effective', effectiveAt: life.now });
    overtakenBy(revision, life.open(), life.now).forEach(other =>
      life.put(other),
    );
    this.drift = [];
    if (revision.action !== 'delete') {
      life.request = {
        ...life.request,
        published: {
          generation: revision.generation,
          repository: 'gitops',
          branch: 'main',
          commit: '',
          at: life.now,
        },
      };
    }
  }

  #attempt(
    publication: Publication,
    generation: number,
    event: LaneEvent,
  ): Partial<Publication> {
    const retry = {
      state: 'pending',
      message: 'later',
      retryAt: this.life.now,
    } as const;
    if (event === 'unreachable') {
      return retry;
    }
    if (
      this.life.desired()?.generation !== generation &&
      (publication.base === undefined || this.#isOvertaken(generation))
    ) {
      return { state: 'skipped' };
    }
    const verdict = evaluateApproval({
      request: this.life.request,
      revision: this.life.get(generation),
      manifests: [],
      approvals: this.life.approvals.map(approval => ({
        ...approval,
        id: '',
        decidedAt: this.life.now,
      })),
    });
    if (verdict.type === 'void') {
      return { state: 'failed', reason: 'approval_void' };
    }
    const { operationId, purpose } = publication;
    if (this.commits.some(commit => commit.operationId === operationId)) {
      return { state: 'published' };
    }
    if (event === 'lands' || event === 'lands_unseen') {
      const { state } = this.life.get(generation);
      const ended = state !== 'approved' && state !== 'effective';
      this.commits.push({ operationId, generation, purpose, ended });
    }
    switch (event) {
      case 'lands':
        return { state: 'published' };
      case 'refused':
        return { state: 'failed', message: 'refused' };
      default:
        return { ...retry, base: 'head' };
    }
  }

  #isOvertaken(generation: number): boolean {
    return this.publications.some(
      other =>
        other.owner.type === 'request' &&
        other.owner.generation > generation &&
        (other.base !== undefined || isLanded(other)),
    );
  }
}

function isLanded({ state }: Publication): boolean {
  return state === 'published' || state === 'unchanged';
}
