import { Job } from '../job/Job';
import { heldByPause, TimelineJob } from './heldByPause';
import { TimelineEntry, TimelineLink } from './Timeline';
import {
  endingOf,
  hasEnded,
  ifAhead,
  TimelineFacts,
  yesOf,
} from './TimelineFacts';

/** The wait for a worker, from the yes to the intent to publish. */
export function queuedEntry(facts: TimelineFacts): TimelineEntry {
  const { revision, job } = facts;
  const yes = yesOf(facts);
  const started = revision.publicationStartedAt;
  if (started) {
    return {
      step: 'queued',
      state: 'done',
      startedAt: yes?.decidedAt,
      finishedAt: started,
      actor: 'system:queue',
      message: 'A worker took it up',
      links: linksOf(job),
    };
  }
  if (hasEnded(facts)) {
    return {
      step: 'queued',
      state: 'skipped',
      message: endingOf(facts),
      links: [],
    };
  }
  return yes
    ? inQueue(facts, yes.decidedAt)
    : {
        step: 'queued',
        state: 'ahead',
        message: 'Follows by itself',
        links: [],
      };
}

function linksOf(job: Job | undefined): TimelineLink[] {
  return job ? [{ kind: 'job', ref: job.id }] : [];
}

function inQueue(facts: TimelineFacts, since: Date): TimelineEntry {
  const { job, operators } = facts;
  const base: Pick<TimelineEntry, 'step' | 'startedAt' | 'links'> = {
    step: 'queued',
    startedAt: since,
    links: linksOf(job),
  };
  if (!job) {
    return {
      ...base,
      ...withoutJob(facts, {
        what: 'There is no job for it any more',
        since,
      }),
    };
  }
  switch (job.state) {
    case 'leased':
      return { ...base, state: 'running', message: 'A worker is on it' };
    case 'ready':
      return { ...base, ...(heldByPause(job) ?? inLine(facts, job, since)) };
    case 'dead':
      return {
        ...base,
        state: 'failed',
        message: job.lastError?.message ?? 'The job is dead',
        wait: {
          what: 'The job used up its attempts',
          whom: [...operators],
          since: job.finishedAt ?? since,
          advice: 'Replay the job, or ask for a reconcile, once it is mended',
        },
      };
    case 'cancelled':
    case 'done':
      return {
        ...base,
        ...withoutJob(facts, {
          what: `The job that should have taken it up is ${job.state}`,
          since: job.finishedAt ?? since,
        }),
      };
    default: {
      const unreachable: never = job.state;
      throw new Error(`Unknown job state ${unreachable}`);
    }
  }
}

function inLine(
  facts: TimelineFacts,
  job: TimelineJob,
  since: Date,
): Pick<TimelineEntry, 'state' | 'message' | 'wait'> {
  return {
    state: 'waiting',
    message: 'Waits in the queue',
    wait: {
      what: job.waitsFor
        ? `Waits for ${job.waitsFor}`
        : 'Waits for its turn in the queue',
      whom: ['system:queue'],
      since,
      next: ifAhead(facts, job.runAt),
      advice: job.lastError
        ? `The last attempt failed: ${job.lastError.message}`
        : undefined,
    },
  };
}

function withoutJob(
  { operators }: TimelineFacts,
  wait: { what: string; since: Date },
): Pick<TimelineEntry, 'state' | 'message' | 'wait'> {
  return {
    state: 'waiting',
    message: 'No job works on it',
    wait: { ...wait, whom: [...operators], advice: 'Ask for a reconcile' },
  };
}
