import {
  AuditEntry,
  Drift,
  Job,
  Publication,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatTable } from './table';
import { formatInstant, formatPairs, shorten } from './values';

export interface Timeline {
  audit: AuditEntry[];
  jobs: Job[];
  publications: Publication[];
  drift: Drift[];
}

interface Entry {
  at: string;
  kind: string;
  text: string;
}

/** Everything that happened, oldest first. */
export function formatTimeline(timeline: Timeline): string {
  const entries = [
    ...timeline.audit.map(auditEntry),
    ...timeline.publications.map(publicationEntry),
    ...timeline.jobs.map(jobEntry),
    ...timeline.drift.map(driftEntry),
  ]
    // The API gives the newest first; turned round, entries of one instant keep the order in which they were written.
    .reverse()
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return formatTable(entries, [
    { title: 'TIME', value: ({ at }) => formatInstant(at) },
    { title: 'KIND', value: ({ kind }) => kind },
    { title: 'WHAT', value: ({ text }) => text },
  ]);
}

/** A comment that nobody made, or a list of nothing, is not worth a place in the line. */
function withoutEmpty(details: AuditEntry['details']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).filter(
      ([, value]) =>
        value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function sentence(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(part => part).join(' ');
}

function auditEntry(entry: AuditEntry): Entry {
  return {
    at: entry.at,
    kind: 'audit',
    text: sentence([
      entry.action,
      'by',
      entry.actor,
      entry.generation ? `(generation ${entry.generation})` : '',
      formatPairs(withoutEmpty(entry.details)),
    ]),
  };
}

function jobEntry(job: Job): Entry {
  return {
    at: job.finishedAt ?? job.claimedAt ?? job.createdAt,
    kind: 'job',
    text: sentence([
      job.kind,
      job.state,
      `attempt ${job.attempt} of ${job.maxAttempts}`,
      job.waitsFor && `waits for ${job.waitsFor}`,
      job.lastError && `last error: ${job.lastError.message}`,
    ]),
  };
}

function publicationEntry(publication: Publication): Entry {
  return {
    at: publication.finishedAt ?? publication.createdAt,
    kind: 'publication',
    text: sentence([
      publication.purpose,
      publication.state,
      publication.generation ? `generation ${publication.generation}` : '',
      publication.commit && `as ${shorten(publication.commit)}`,
      `on ${publication.branch}`,
      publication.message,
    ]),
  };
}

function driftEntry(drift: Drift): Entry {
  return {
    at: drift.detectedAt,
    kind: 'drift',
    text: sentence([
      drift.path,
      drift.change,
      drift.author && `by ${drift.author}`,
      drift.commit && `in ${shorten(drift.commit)}`,
      drift.resolution ? `(${drift.resolution})` : '(open)',
    ]),
  };
}
