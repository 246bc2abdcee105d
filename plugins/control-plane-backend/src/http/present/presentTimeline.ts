import {
  Timeline as WireTimeline,
  TimelineEntry as WireEntry,
  Wait,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Timeline,
  TimelineEntry,
  TimelineLink,
  TimelineWait,
} from '../../domain/timeline/Timeline';
import { CommitLinks } from '../../services/CommitLinks';

export function presentTimeline(
  timeline: Timeline,
  links: CommitLinks,
): WireTimeline {
  return {
    generation: timeline.generation,
    action: timeline.action,
    entries: timeline.entries.map(entry => presentEntry(entry, links)),
  };
}

function presentEntry(entry: TimelineEntry, links: CommitLinks): WireEntry {
  return {
    ...entry,
    startedAt: entry.startedAt?.toISOString(),
    finishedAt: entry.finishedAt?.toISOString(),
    wait: entry.wait && presentWait(entry.wait),
    links: entry.links.map(link => presentLink(link, links)),
  };
}

function presentWait(wait: TimelineWait): Wait {
  return {
    ...wait,
    since: wait.since.toISOString(),
    next: wait.next?.toISOString(),
  };
}

function presentLink(
  link: TimelineLink,
  links: CommitLinks,
): WireEntry['links'][number] {
  return link.kind === 'commit'
    ? {
        kind: link.kind,
        ref: link.ref,
        url: links.commitUrl(link.repository, link.ref),
      }
    : link;
}
