import { Revision } from '../revision/Revision';
import { TimelineEntry } from './Timeline';
import { endingOf, hasEnded, TimelineFacts } from './TimelineFacts';

/** The effect: what the records say the branch holds, or how long the lease is. */
export function inForceEntry(facts: TimelineFacts): TimelineEntry {
  const { revision, publication, approvals } = facts;
  if (revision.effectiveAt) {
    return {
      step: 'in_force',
      state: 'done',
      startedAt: publication?.finishedAt ?? approvals.at(-1)?.decidedAt,
      finishedAt: revision.effectiveAt,
      actor: 'system:reconcile',
      message: effectOf(revision),
      links: [],
    };
  }
  if (hasEnded(facts)) {
    return {
      step: 'in_force',
      state: 'skipped',
      message: endingOf(facts),
      links: [],
    };
  }
  const landed =
    publication?.state === 'published' || publication?.state === 'unchanged';
  return landed
    ? {
        step: 'in_force',
        state: 'running',
        startedAt: publication.finishedAt,
        message: 'On the branch; the records follow',
        links: [],
      }
    : {
        step: 'in_force',
        state: 'ahead',
        message: 'Follows by itself',
        links: [],
      };
}

function effectOf({ action, leaseHours }: Revision): string {
  switch (action) {
    case 'create':
    case 'update':
      return 'The branch holds it; nothing observes the clusters';
    case 'delete':
      return 'The branch holds nothing of it any more; nothing observes the clusters';
    case 'extend':
      return `The lease is ${leaseHours} hours longer`;
    default: {
      const unreachable: never = action;
      throw new Error(`Unknown action ${unreachable}`);
    }
  }
}
