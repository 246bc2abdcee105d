import { approvalEntry } from './approvalEntry';
import { inForceEntry } from './inForceEntry';
import { publishedEntry } from './publishedEntry';
import { queuedEntry } from './queuedEntry';
import { Timeline, TimelineEntry } from './Timeline';
import { TimelineFacts } from './TimelineFacts';

/**
 * One revision's way from the wish to the effect, station by station. Pure.
 *
 * @remarks
 * An extension passes neither queue nor lane: it counts at once when it is approved.
 */
export function buildTimeline(facts: TimelineFacts): Timeline {
  const { revision } = facts;
  const onTheWay =
    revision.slot === 'spec' ? [queuedEntry(facts), publishedEntry(facts)] : [];
  return {
    generation: revision.generation,
    action: revision.action,
    entries: [
      requestedEntry(facts),
      approvalEntry(facts),
      ...onTheWay,
      inForceEntry(facts),
    ],
  };
}

function requestedEntry({ revision }: TimelineFacts): TimelineEntry {
  return {
    step: 'requested',
    state: 'done',
    startedAt: revision.requestedAt,
    finishedAt: revision.requestedAt,
    actor: revision.requestedBy,
    message: revision.reason || `Asked for: ${revision.action}`,
    links: [{ kind: 'revision', ref: String(revision.generation) }],
  };
}
