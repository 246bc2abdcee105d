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

export function presentWorkQueue(overview: QueueOverview): WorkQueue {
  return { ...overview, observedAt: overview.observedAt.toISOString() };
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
