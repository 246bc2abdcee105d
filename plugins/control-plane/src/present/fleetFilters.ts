import {
  listRequestsQuerySchema,
  parseInput,
  REQUEST_PHASES,
  REQUEST_SORTS,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { z } from 'zod';

/** Filters that take several values, by their names in the address and in the API. */
export const FLEET_FILTERS = [
  'phase',
  'class',
  'region',
  'team',
  'app',
  'requester',
] as const;
export type FleetFilterName = (typeof FLEET_FILTERS)[number];

export interface FleetSort {
  by: (typeof REQUEST_SORTS)[number];
  order: 'asc' | 'desc';
}

export interface FleetFilters {
  values: Readonly<Record<FleetFilterName, string[]>>;
  sort: FleetSort;
}

const DEFAULT_SORT: FleetSort = { by: 'createdAt', order: 'desc' };

/** The filters that an address carries; a sort that is none counts for none. */
export function readFleetFilters(query: URLSearchParams): FleetFilters {
  const valuesOf = (name: FleetFilterName) => [
    ...new Set(query.getAll(name).map(value => value.trim())),
  ];
  const by = REQUEST_SORTS.find(sort => sort === query.get('sort'));
  return {
    values: {
      phase: valuesOf('phase').filter(Boolean),
      class: valuesOf('class').filter(Boolean),
      region: valuesOf('region').filter(Boolean),
      team: valuesOf('team').filter(Boolean),
      app: valuesOf('app').filter(Boolean),
      requester: valuesOf('requester').filter(Boolean),
    },
    sort: {
      by: by ?? DEFAULT_SORT.by,
      order: query.get('order') === 'asc' ? 'asc' : 'desc',
    },
  };
}

/** The address's query for filters: in one order, so that equal filters have equal addresses. */
export function writeFleetFilters(filters: FleetFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of FLEET_FILTERS) {
    for (const value of [...filters.values[name]].sort()) {
      query.append(name, value);
    }
  }
  const { by, order } = filters.sort;
  if (by !== DEFAULT_SORT.by) {
    query.set('sort', by);
  }
  if (order !== DEFAULT_SORT.order) {
    query.set('order', order);
  }
  return query;
}

export function withFleetFilter(
  filters: FleetFilters,
  name: FleetFilterName,
  values: readonly string[],
): FleetFilters {
  const kept = [...new Set(values.map(value => value.trim()))].filter(Boolean);
  return { ...filters, values: { ...filters.values, [name]: kept } };
}

export function isFiltered({ values }: FleetFilters): boolean {
  return FLEET_FILTERS.some(name => values[name].length > 0);
}

export type FleetQuery = z.output<typeof listRequestsQuerySchema>;

/** The API's query for filters, or what is wrong with them, by name, in the API's words. */
export function fleetQuery({
  values,
  sort,
}: FleetFilters):
  | { type: 'valid'; query: FleetQuery }
  | { type: 'invalid'; errors: Record<string, string> } {
  const given = Object.fromEntries(
    FLEET_FILTERS.map(name => [name, values[name]] as const).filter(
      ([, each]) => each.length > 0,
    ),
  );
  const parsed = parseInput(listRequestsQuerySchema, {
    ...given,
    sort: sort.by,
    order: sort.order,
  });
  return parsed.type === 'valid'
    ? { type: 'valid', query: parsed.value }
    : { type: 'invalid', errors: byFilter(textsByField(parsed.errors)) };
}

/** `team.0` is told at the filter `team`. */
function byFilter(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field.split('.')[0], text]),
  );
}

/** Whether a text is one of the phases. */
export function isPhase(value: string): value is RequestPhase {
  return REQUEST_PHASES.some(phase => phase === value);
}
