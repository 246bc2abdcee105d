import {
  DescriptorStatus,
  FieldError,
  formatFieldErrors,
  isTerminalPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Type of the status items that the pages of the catalog show as errors of an entity. */
const PROCESSING = 'backstage.io/catalog-processing';

/** One item of `status.items` of an entity. */
export interface StatusItem {
  type: string;
  level: 'error' | 'warning';
  message: string;
  error?: { name: string; message: string };
}

/**
 * What an entity says about its descriptor. Pure.
 *
 * @remarks
 * A processor that throws, or emits an error, keeps the catalog from taking the entity, and one whose first version is wrong would not be
 * in the catalog at all, with nobody told why. So what is wrong becomes a part of the entity, of the type that the catalog itself uses for
 * errors.
 */
export function statusItemsOf(
  errors: readonly FieldError[],
  outcome: DescriptorStatus | undefined,
): StatusItem[] {
  // The form is judged here at once, the rest by the control plane, whose judgement of a wrong form says the same a little later.
  const problems =
    errors.length > 0
      ? errors.map(error => formatFieldErrors([error]))
      : outcome?.problems ?? [];
  return [...problems.map(errorItem), ...endedItems(outcome)];
}

function errorItem(message: string): StatusItem {
  return {
    type: PROCESSING,
    level: 'error',
    message: `InputError: ${message}`,
    error: { name: 'InputError', message },
  };
}

function endedItems(outcome: DescriptorStatus | undefined): StatusItem[] {
  const { state, requestId, requestPhase } = outcome ?? {};
  return state === 'accepted' && requestPhase && isTerminalPhase(requestPhase)
    ? [
        {
          type: 'control-plane.io/request',
          level: 'warning',
          message: `The request ${requestId} that it made is ${requestPhase}. Change the descriptor to ask again, or remove it`,
        },
      ]
    : [];
}
