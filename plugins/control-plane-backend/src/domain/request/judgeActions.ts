import { isError } from '@backstage/errors';
import {
  RequestAction,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { approveRevision } from '../revision/approveRevision';
import { rejectRevision, withdrawRevision } from '../revision/refuseRevision';
import { isOpen, Revision } from '../revision/Revision';
import { extendLease } from './lease';
import { Request } from './Request';
import { RequestEvent, transition } from './requestTransitions';

/** Whether something may be done, and why not in words for the one who asks. */
export type Verdict = { type: 'allowed' } | { type: 'denied'; reason: string };

export interface ActionVerdict {
  action: RequestAction;
  /** The open revision that approve, reject and withdraw speak of. */
  generation?: number;
  verdict: Verdict;
}

export interface ActionFacts {
  request: Request;
  /** Revisions that are not ended and not in force, oldest first. */
  open: readonly Revision[];
  /** The spec revision that is on the branch by the records, if any. */
  inForce: Revision | undefined;
  /** Whether the target of the request is configured. */
  hasTarget: boolean;
  /** What rights say. */
  rights: Readonly<
    Record<'update' | 'delete' | 'withdraw' | 'approve' | 'reconcile', Verdict>
  >;
  /** What the rule of four eyes says about deciding on an open revision. */
  independence: (revision: Revision) => Verdict;
  /** Who asks. */
  actor: string;
  now: Date;
}

const ALLOWED: Verdict = { type: 'allowed' };

/**
 * What somebody may do with a request as it stands. Pure, and always about every action.
 *
 * @remarks
 * Decisions are tried out with the functions that take them, so that what is said here is what happens; the rest follows the same table
 * of phases. An action that would change nothing counts as denied.
 */
export function judgeActions(facts: ActionFacts): ActionVerdict[] {
  const { rights, open } = facts;
  const pending = open.filter(({ state }) => state === 'pending_approval');
  return [
    { action: 'update', verdict: first(rights.update, updatable(facts)) },
    { action: 'extend', verdict: first(rights.update, extendable(facts)) },
    { action: 'delete', verdict: first(rights.delete, deletable(facts)) },
    {
      action: 'reconcile',
      verdict: first(rights.reconcile, accepts(facts, 'reconcile_asked')),
    },
    ...ofRevisions(facts, {
      action: 'approve',
      revisions: pending,
      none: 'nothing of it waits for a decision',
    }),
    ...ofRevisions(facts, {
      action: 'reject',
      revisions: pending,
      none: 'nothing of it waits for a decision',
    }),
    ...ofRevisions(facts, {
      action: 'withdraw',
      revisions: open.filter(isOpen),
      none: 'nothing of it can be taken back',
    }),
  ];
}

/** The first objection, if there is any. */
function first(...verdicts: Verdict[]): Verdict {
  return verdicts.find(({ type }) => type === 'denied') ?? ALLOWED;
}

function denied(reason: string): Verdict {
  return { type: 'denied', reason };
}

const PHASE_WORDS: Readonly<Partial<Record<RequestPhase, string>>> = {
  pending_approval: 'nothing of it is approved yet',
  deleting: 'it is being torn down',
  deleted: 'it has been torn down',
  rejected: 'it was rejected; ask for a new one',
  withdrawn: 'it was withdrawn; ask for a new one',
};

function accepts({ request }: ActionFacts, event: RequestEvent): Verdict {
  return transition(request.phase, event).type === 'refused'
    ? denied(PHASE_WORDS[request.phase] ?? `it is ${request.phase}`)
    : ALLOWED;
}

function updatable(facts: ActionFacts): Verdict {
  const { request, hasTarget } = facts;
  return first(
    accepts(facts, 'revision_proposed'),
    hasTarget
      ? ALLOWED
      : denied(
          `its target ${request.target} is not configured any more; an operator must add it again`,
        ),
  );
}

function extendable(facts: ActionFacts): Verdict {
  const { lease } = facts.request;
  return first(
    accepts(facts, 'revision_proposed'),
    extendLease(lease, 1, facts.now).type === 'above_cap'
      ? denied(
          `its lease cannot become longer: its class allows ${lease.maxHours} hours in all`,
        )
      : ALLOWED,
  );
}

function deletable(facts: ActionFacts): Verdict {
  return accepts(facts, 'revision_proposed');
}

function ofRevisions(
  facts: ActionFacts,
  options: {
    action: 'approve' | 'reject' | 'withdraw';
    revisions: readonly Revision[];
    none: string;
  },
): ActionVerdict[] {
  const { action, revisions, none } = options;
  const right =
    action === 'withdraw' ? facts.rights.withdraw : facts.rights.approve;
  return revisions.length === 0
    ? [{ action, verdict: first(right, denied(none)) }]
    : revisions.map(revision => ({
        action,
        generation: revision.generation,
        verdict: first(
          right,
          action === 'withdraw' ? ALLOWED : facts.independence(revision),
          tryOut(() => decide(facts, revision, action)),
        ),
      }));
}

function decide(
  facts: ActionFacts,
  revision: Revision,
  action: 'approve' | 'reject' | 'withdraw',
): void {
  const { request, inForce, now, actor } = facts;
  const decided = {
    request,
    revision,
    others: facts.open.filter(other => other !== revision),
    inForce,
    now,
  };
  const given = {
    decidedBy: actor,
    planDigest: revision.planDigest,
    comment: '',
  };
  switch (action) {
    case 'approve':
      approveRevision({ ...decided, given });
      return;
    case 'reject':
      rejectRevision({ ...decided, given });
      return;
    case 'withdraw':
      withdrawRevision({ ...decided, actor, comment: '' });
      return;
    default: {
      const unreachable: never = action;
      throw new Error(`Unknown decision ${unreachable}`);
    }
  }
}

/** Whether a pure decision would be taken or refused. */
function tryOut(decision: () => void): Verdict {
  try {
    decision();
    return ALLOWED;
  } catch (error) {
    if (isError(error) && error.name === 'ConflictError') {
      return denied(error.message);
    }
    throw error;
  }
}
