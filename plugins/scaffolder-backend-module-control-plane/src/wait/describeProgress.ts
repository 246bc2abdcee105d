import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Where a request stands and what it waits on, in one line. */
export function describeProgress(request: EnvironmentRequest): string {
  const { conditions, openRevisions, phase, progress } = request;
  const unobserved =
    phase === 'ready' &&
    conditions.some(
      ({ type, reason }) => type === 'Healthy' && reason === 'NotObserved',
    );
  return [
    phase,
    ...(unobserved ? ['published, not observed'] : []),
    ...openRevisions
      .filter(({ state }) => state === 'pending_approval')
      .map(
        ({ action, generation }) =>
          `the ${action} of generation ${generation} waits for an approver`,
      ),
    ...(progress ? describeStep(progress) : []),
  ].join('; ');
}

function describeStep({
  failure,
  message,
  step,
}: NonNullable<EnvironmentRequest['progress']>): string[] {
  return failure
    ? [
        `step ${step} failed: ${failure.message}`,
        failure.advice,
        ...(failure.retryAt ? [`tried again at ${failure.retryAt}`] : []),
      ].filter(part => part !== '')
    : [`${step}: ${message}`];
}
