import { Publication } from '../publication/Publication';
import { heldByPause } from './heldByPause';
import { TimelineEntry, TimelineWait } from './Timeline';
import { endingOf, hasEnded, ifAhead, TimelineFacts } from './TimelineFacts';

const LANE = 'system:lane';

/** The way to the branch, from the intent to the commit. */
export function publishedEntry(facts: TimelineFacts): TimelineEntry {
  const { publication } = facts;
  if (publication && publication.state !== 'skipped') {
    return withPublication(facts, publication);
  }
  return hasEnded(facts)
    ? {
        step: 'published',
        state: 'skipped',
        message: endingOf(facts),
        links: [],
      }
    : {
        step: 'published',
        state: 'ahead',
        message: 'Follows by itself',
        links: [],
      };
}

function withPublication(
  facts: TimelineFacts,
  publication: Publication,
): TimelineEntry {
  const { repository, branch, commit } = publication;
  const base: Pick<TimelineEntry, 'step' | 'startedAt' | 'links'> = {
    step: 'published',
    startedAt: facts.revision.publicationStartedAt ?? publication.createdAt,
    links: [],
  };
  switch (publication.state) {
    case 'published':
    case 'unchanged':
      return {
        ...base,
        state: 'done',
        finishedAt: publication.finishedAt,
        actor: LANE,
        message:
          publication.state === 'unchanged'
            ? `${branch} of ${repository} held it already`
            : `Committed to ${branch} of ${repository}`,
        links: commit ? [{ kind: 'commit', ref: commit, repository }] : [],
      };
    case 'failed':
      return {
        ...base,
        state: 'failed',
        finishedAt: publication.finishedAt,
        actor: LANE,
        message: publication.message ?? 'The publication was given up',
        wait: givenUp(facts, publication),
      };
    case 'pending':
      return { ...base, ...pending(facts, publication) };
    case 'skipped':
      return { ...base, state: 'skipped', message: endingOf(facts) };
    default: {
      const unreachable: never = publication.state;
      throw new Error(`Unknown publication state ${unreachable}`);
    }
  }
}

function givenUp(
  { operators }: TimelineFacts,
  publication: Publication,
): TimelineWait {
  return {
    what: 'It is not tried again by itself',
    whom: [...operators],
    since: publication.finishedAt ?? publication.createdAt,
    advice: [publication.advice, 'Then ask for a reconcile']
      .filter(Boolean)
      .join(' '),
  };
}

function pending(
  facts: TimelineFacts,
  publication: Publication,
): Pick<TimelineEntry, 'state' | 'message' | 'wait'> {
  const { repository, branch, message, retryAt, advice, createdAt } =
    publication;
  const held = heldByPause(facts.lane);
  if (held) {
    return held;
  }
  if (retryAt && message !== undefined) {
    return {
      state: 'waiting',
      message: `The last push failed: ${message}`,
      wait: {
        what: message,
        whom: [LANE],
        since: createdAt,
        next: ifAhead(facts, retryAt),
        advice: advice || undefined,
      },
    };
  }
  const { lane } = facts;
  if (lane?.state === 'leased') {
    return {
      state: 'running',
      message: `Is being pushed to ${branch} of ${repository}`,
    };
  }
  return {
    state: 'waiting',
    message: `Waits for the publication lane of ${repository}`,
    wait: {
      what: lane
        ? `Waits for ${lane.waitsFor ?? 'a worker to take up the lane'}`
        : `The publication lane of ${repository} does not run`,
      whom: [LANE],
      since: createdAt,
      next: ifAhead(facts, lane?.runAt),
      advice: lane
        ? undefined
        : 'Nothing to do: the next comparison with the branch starts the lane again',
    },
  };
}
