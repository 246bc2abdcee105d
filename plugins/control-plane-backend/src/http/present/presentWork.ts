import {
  JobLogEntry,
  PublishLane,
  WorkQueue,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  QueueOverview,
  StoredJobLogLine,
} from '../../services/OperationsService';
import { PublishLaneView } from '../../services/LaneReader';
import { presentWait } from './presentJob';

/** The groups of the queue are the teams of people. */
export function presentWorkQueue(overview: QueueOverview): WorkQueue {
  return {
    observedAt: overview.observedAt.toISOString(),
    kinds: overview.kinds,
    teams: overview.groups.map(({ group, ...jobs }) => ({
      team: group,
      ...jobs,
    })),
  };
}

export function presentPublishLane({
  wait,
  waitsFor,
  ...lane
}: PublishLaneView): PublishLane {
  const { nextAttemptAt } = lane;
  return {
    ...lane,
    oldestPendingAt: lane.oldestPendingAt?.toISOString(),
    heldUntil: lane.heldUntil?.toISOString(),
    heldSince: lane.heldSince?.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString(),
    wait:
      wait &&
      nextAttemptAt &&
      presentWait(wait, { runAt: nextAttemptAt, waitsFor }),
    lastPublishedAt: lane.lastPublishedAt?.toISOString(),
    lastFailure: lane.lastFailure && {
      ...lane.lastFailure,
      at: lane.lastFailure.at.toISOString(),
    },
  };
}

export function presentJobLogLine(line: StoredJobLogLine): JobLogEntry {
  return {
    id: line.id,
    at: line.at.toISOString(),
    level: line.level,
    attempt: line.attempt,
    message: line.message,
  };
}
