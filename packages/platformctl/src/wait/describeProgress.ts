import {
  EnvironmentRequest,
  Progress,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatInstant } from '../output/values';

/** Where a request stands and why it waits, in one line. */
export function describeProgress(request: EnvironmentRequest): string {
  const { progress } = request;
  return [
    request.phase,
    ...(isUnobserved(request) ? ['published, not observed'] : []),
    ...waitingApprovals(request),
    ...(progress ? describeStep(progress) : []),
  ]
    .filter(part => part !== '')
    .join('; ');
}

function describeStep({ failure, message, step }: Progress): string[] {
  if (!failure) {
    return [`${step}: ${message}`];
  }
  return [
    `step ${step} failed: ${failure.message}`,
    failure.advice,
    failure.retryAt ? `tried again at ${formatInstant(failure.retryAt)}` : '',
  ];
}

/** Ready without anybody having looked at the cluster must not read as healthy. */
function isUnobserved({ conditions, phase }: EnvironmentRequest): boolean {
  return (
    phase === 'ready' &&
    conditions.some(
      ({ type, reason }) => type === 'Healthy' && reason === 'NotObserved',
    )
  );
}

function waitingApprovals({ openRevisions }: EnvironmentRequest): string[] {
  return openRevisions
    .filter(({ state }) => state === 'pending_approval')
    .map(
      ({ action, generation }) =>
        `the ${action} of generation ${generation} waits for an approver`,
    );
}
