import {
  LanePublication,
  PublishLane,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatTable } from './table';
import { formatInstant } from './values';

export function formatLanes(lanes: readonly PublishLane[]): string {
  return formatTable(lanes, [
    { title: 'REPOSITORY', value: ({ repository }) => repository },
    { title: 'BRANCH', value: ({ branch }) => branch },
    { title: 'PENDING', value: ({ pending }) => pending },
    { title: 'FAILING', value: ({ failing }) => failing },
    {
      title: 'OLDEST',
      value: ({ oldestPendingAt }) => formatInstant(oldestPendingAt),
    },
    {
      title: 'RUNS ON',
      value: ({ heldBy, heldSince }) =>
        heldBy && `${heldBy} since ${formatInstant(heldSince) ?? 'just now'}`,
    },
    {
      title: 'NEXT',
      value: ({ nextAttemptAt }) => formatInstant(nextAttemptAt),
    },
    { title: 'WHY', value: whyOf },
    {
      title: 'LAST FAILURE',
      value: ({ lastFailure }) =>
        lastFailure &&
        `${lastFailure.message} (${formatInstant(lastFailure.at)})${
          lastFailure.advice && `: ${lastFailure.advice}`
        }`,
    },
  ]);
}

/** Why nothing is pushed, although something is pending. */
function whyOf({ wait, stopped }: PublishLane): string | undefined {
  return stopped
    ? `Job ${stopped.jobId} is ${stopped.state}${
        stopped.message ? `: ${stopped.message}` : ''
      }; replay it`
    : wait?.message;
}

export function formatLanePublications(
  publications: readonly LanePublication[],
): string {
  return formatTable(publications, [
    {
      title: 'PUBLISHES',
      value: ({ requestId, generation, target }) =>
        requestId === undefined
          ? `what target ${target} shares`
          : `generation ${generation} of ${requestId}`,
    },
    { title: 'PURPOSE', value: ({ purpose }) => purpose },
    { title: 'ASKED FOR', value: ({ createdAt }) => formatInstant(createdAt) },
    { title: 'ATTEMPTS', value: ({ attempts }) => attempts },
    { title: 'NEXT TRY', value: ({ retryAt }) => formatInstant(retryAt) },
    {
      title: 'WHY',
      value: ({ message, advice }) =>
        [message, advice].filter(Boolean).join(': '),
    },
  ]);
}
