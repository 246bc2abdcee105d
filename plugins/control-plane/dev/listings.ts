import {
  EnvironmentRequest,
  ListRequestsQuery,
  Page,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const DEFAULT_LIMIT = 25;

/** One page of a list, as the API cuts it. */
export function pageOf<T>(
  items: readonly T[],
  query: { limit?: number | string; cursor?: string } = {},
): Page<T> {
  const start = Number(query.cursor ?? 0);
  const end = start + Number(query.limit ?? DEFAULT_LIMIT);
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : undefined,
  };
}

type RequestFilter = Pick<
  ListRequestsQuery,
  'phase' | 'class' | 'team' | 'region' | 'app' | 'requester'
>;

/** Whether a list with these filters holds the request; people, teams and apps by reference or by name. */
export function matchesFilter(
  request: EnvironmentRequest,
  filter: RequestFilter = {},
): boolean {
  return (
    isAmong(request.phase, filter.phase) &&
    isAmong(request.class.name, filter.class) &&
    isAmong(request.region, filter.region) &&
    isAmong(request.team, filter.team) &&
    isAmong(request.app, filter.app) &&
    isAmong(nameOf(request.requester), filter.requester)
  );
}

function isAmong(
  value: string,
  wanted: string | readonly string[] | undefined,
): boolean {
  const names = wanted === undefined ? [] : [wanted].flat().map(nameOf);
  return names.length === 0 || names.includes(value);
}

function nameOf(refOrName: string): string {
  return refOrName.slice(refOrName.lastIndexOf('/') + 1);
}
