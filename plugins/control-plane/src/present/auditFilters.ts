import {
  listAuditQuerySchema,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';

const FILTERS = ['actor', 'action', 'requestId', 'since', 'until'] as const;
export type AuditFilterName = (typeof FILTERS)[number];
export type AuditFilters = Partial<Record<AuditFilterName, string>>;

/** The filters that an address carries. */
export function readAuditFilters(query: URLSearchParams): AuditFilters {
  return Object.fromEntries(
    FILTERS.map(name => [name, query.get(name)?.trim()]).filter(
      ([, value]) => value,
    ),
  );
}

/** An address's query with one filter set, or gone when it is empty. */
export function withAuditFilter(
  query: URLSearchParams,
  name: AuditFilterName,
  value: string,
): URLSearchParams {
  const next = new URLSearchParams(query);
  if (value.trim() === '') {
    next.delete(name);
  } else {
    next.set(name, value.trim());
  }
  return next;
}

/** What is wrong with filters, by name, in the API's words. */
export function checkAuditFilters(
  filters: AuditFilters,
): Record<string, string> {
  const parsed = parseInput(listAuditQuerySchema, filters);
  const errors = parsed.type === 'invalid' ? textsByField(parsed.errors) : {};
  return filters.since && filters.until && filters.since >= filters.until
    ? {
        ...errors,
        until: `expected an instant after ${filters.since}, got "${filters.until}"`,
      }
    : errors;
}
