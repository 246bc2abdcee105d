import {
  EnvironmentRequest,
  Revision,
  Timeline,
  TimelineEntry,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A revision's way from the wish to the effect, as far as it has come. */
export function timelineOf(
  request: EnvironmentRequest,
  revision: Revision,
): Timeline {
  const { generation, action, state, requestedBy, requestedAt } = revision;
  const published = stationOf(request, revision);
  return {
    generation,
    action,
    entries: [
      {
        step: 'requested',
        state: 'done',
        startedAt: requestedAt,
        finishedAt: requestedAt,
        actor: requestedBy,
        message: `Asked for ${revision.class.name}`,
        links: [{ kind: 'revision', ref: String(generation) }],
      },
      approvalOf(revision),
      {
        step: 'queued',
        state: published === 'ahead' ? 'ahead' : laterState(revision, 'done'),
        message: 'A worker takes it',
        links: [],
      },
      {
        step: 'published',
        state: published,
        startedAt: request.progress?.since,
        message: request.progress?.message ?? 'Committed to main',
        links: [],
      },
      {
        step: 'in_force',
        state: laterState(revision, state === 'effective' ? 'done' : 'ahead'),
        startedAt: revision.effectiveAt,
        finishedAt: revision.effectiveAt,
        message: 'The branch holds what was approved',
        links: [],
      },
    ],
  };
}

function approvalOf(revision: Revision): TimelineEntry {
  const [approval] = revision.approvals;
  if (revision.state === 'pending_approval') {
    return {
      step: 'approval',
      state: 'waiting',
      startedAt: revision.requestedAt,
      message: 'Waits for an approver',
      wait: {
        what: `A decision on revision ${revision.generation}`,
        whom: ['group:default/change-approvers'],
        since: revision.requestedAt,
        advice: 'Ask an approver to look at it',
      },
      links: [],
    };
  }
  return {
    step: 'approval',
    state: laterState(revision, 'done'),
    startedAt: revision.requestedAt,
    finishedAt: approval?.decidedAt ?? revision.endedAt,
    actor: approval?.decidedBy,
    message: approval?.comment || revision.endedReason || 'Approved',
    links: [],
  };
}

function stationOf(
  request: EnvironmentRequest,
  revision: Revision,
): TimelineEntry['state'] {
  switch (revision.state) {
    case 'pending_approval':
      return 'ahead';
    case 'approved':
      return request.phase === 'failed' ? 'failed' : 'running';
    case 'effective':
      return 'done';
    case 'rejected':
    case 'withdrawn':
    case 'superseded':
      return 'skipped';
    default: {
      const unreachable: never = revision.state;
      throw new Error(`Unknown revision state ${unreachable}`);
    }
  }
}

/** Stations behind a revision's end are never reached. */
function laterState(
  revision: Revision,
  otherwise: TimelineEntry['state'],
): TimelineEntry['state'] {
  return revision.endedAt ? 'skipped' : otherwise;
}
