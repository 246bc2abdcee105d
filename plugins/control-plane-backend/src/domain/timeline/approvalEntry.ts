import { Approval } from '../revision/Revision';
import { TimelineEntry } from './Timeline';
import { endingOf, TimelineFacts, yesOf } from './TimelineFacts';

/** How somebody, or policy, decided on the revision, or for whom the decision waits. */
export function approvalEntry(facts: TimelineFacts): TimelineEntry {
  const { revision, approvals } = facts;
  const decision =
    yesOf(facts) ?? approvals.find(({ decision: said }) => said === 'reject');
  if (decision) {
    return decided(facts, decision);
  }
  return revision.state === 'pending_approval'
    ? awaited(facts)
    : {
        step: 'approval',
        state: 'skipped',
        message: `${endingOf(facts)} (nobody had decided)`,
        links: [],
      };
}

function decided(facts: TimelineFacts, decision: Approval): TimelineEntry {
  const { revision, classTitle } = facts;
  const byPolicy = decision.decidedBy.startsWith('policy:');
  const verb = decision.decision === 'approve' ? 'Approved' : 'Rejected';
  const comment = decision.comment ? `: ${decision.comment}` : '';
  return {
    step: 'approval',
    state: decision.decision === 'approve' ? 'done' : 'failed',
    startedAt: revision.requestedAt,
    finishedAt: decision.decidedAt,
    actor: decision.decidedBy,
    message: byPolicy
      ? `${verb} by policy: ${classTitle} asks nobody for this (${revision.approvalRule})`
      : `${verb}${comment}`,
    links: [{ kind: 'approval', ref: decision.id }],
  };
}

function awaited({
  revision,
  deciders,
  classTitle,
}: TimelineFacts): TimelineEntry {
  return {
    step: 'approval',
    state: 'waiting',
    startedAt: revision.requestedAt,
    message: `Waits for somebody to decide (${revision.approvalRule})`,
    wait: {
      what: `${classTitle} asks for a person to decide on every ${revision.action}`,
      whom: [...deciders],
      since: revision.requestedAt,
      advice:
        deciders.length > 0
          ? 'Ask one of them to look at the plan; nobody decides on what they asked for or edited'
          : 'Nobody may decide on it by controlPlane.roles: ask an operator to give somebody the role approver',
    },
    links: [],
  };
}
