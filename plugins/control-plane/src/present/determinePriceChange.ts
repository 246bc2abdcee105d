import {
  Cost,
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What a revision does to the monthly price. */
export type PriceChange =
  | { kind: 'new'; then: Cost }
  | { kind: 'same'; now: Cost }
  | { kind: 'changed'; now: Cost; then: Cost }
  | { kind: 'ends'; now: Cost };

/**
 * Compares what a request costs with what it would cost.
 *
 * @remarks
 * Before its first revision is in force a request costs nothing: what it shows then is the price that is asked for. The same holds once the
 * revision in question has become what the request shows.
 */
export function determinePriceChange(options: {
  request: EnvironmentRequest;
  revision: Revision;
}): PriceChange {
  const { request, revision } = options;
  switch (revision.action) {
    case 'create':
      return { kind: 'new', then: revision.cost };
    case 'delete':
      return { kind: 'ends', now: request.cost };
    case 'update':
    case 'extend':
      return isSameCost(request.cost, revision.cost)
        ? { kind: 'same', now: request.cost }
        : { kind: 'changed', now: request.cost, then: revision.cost };
    default: {
      const unreachable: never = revision.action;
      throw new Error(`Unknown revision action ${unreachable}`);
    }
  }
}

function isSameCost(one: Cost, other: Cost): boolean {
  return one.monthly === other.monthly && one.currency === other.currency;
}
