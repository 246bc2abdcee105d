import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { RequestQuery } from '../../RequestStore';
import { RequestRow, rowToRequest } from '../../rows/RequestRow';
import { tables } from '../../tables';
import { applyVisibility, whereOneOf } from './applyVisibility';

const SORT_COLUMNS = {
  createdAt: 'requests.created_at',
  updatedAt: 'requests.updated_at',
} as const;

/**
 * One page of the requests that a caller may see.
 *
 * @remarks
 * The position is compared as a pair with the id, so that requests of the same millisecond are each seen once. Nothing
 * outside `visible` takes part in the query: not in its filters, its order or its length.
 */
export async function listRequests(
  db: Knex,
  query: RequestQuery,
): Promise<Request[]> {
  const sort = SORT_COLUMNS[query.sort];
  const rows = db<RequestRow>(tables.requests).select<RequestRow[]>(
    'requests.*',
  );
  applyVisibility(rows, query.visible);
  applyFilters(rows, query);
  if (query.after) {
    rows.whereRaw(
      query.order === 'asc' ? '(??, ??) > (?, ?)' : '(??, ??) < (?, ?)',
      [sort, 'requests.id', query.after.value, query.after.id],
    );
  }
  rows
    .orderBy(sort, query.order)
    .orderBy('requests.id', query.order)
    .limit(query.limit);
  return (await rows).map(rowToRequest);
}

function applyFilters(rows: Knex.QueryBuilder, query: RequestQuery): void {
  const filters: Array<[string, readonly string[] | undefined]> = [
    ['requests.phase', query.phases],
    ['requests.class_name', query.classes],
    ['requests.team', query.teams],
    ['requests.region', query.regions],
    ['requests.app', query.apps],
    ['requests.requester', query.requesters],
  ];
  for (const [column, values] of filters) {
    if (values) {
      whereOneOf(rows, column, values);
    }
  }
}
