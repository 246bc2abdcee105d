import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { dialectOf } from '../../../sql/dialect';
import { RequestQuery } from '../../RequestStore';
import { RequestRow, rowToRequest } from '../../rows/RequestRow';
import { tables } from '../../tables';
import { applyVisibility, whereOneOf } from './applyVisibility';
import { chooseWalk, Walk } from './chooseWalk';

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
 *
 * What a page costs does not grow with the table: each part of the query walks one index in the order of the page, and
 * stops when the page is full. A list of values has a part for each of them.
 */
export async function listRequests(
  db: Knex,
  query: RequestQuery,
): Promise<Request[]> {
  const walk = chooseWalk(query);
  if (!walk || walk.values.length === 1) {
    return (await page(db, query, walk)).map(rowToRequest);
  }
  const parts = walk.values.map(value =>
    db
      .select('*')
      .from(page(db, query, { ...walk, values: [value] }).as('part')),
  );
  const [first, ...others] = parts;
  const rows = db
    .select<RequestRow[]>('requests.*')
    .from(first.unionAll(others).as('requests'));
  inOrder(rows, query);
  return (await rows).map(rowToRequest);
}

function page(db: Knex, query: RequestQuery, walk: Walk | undefined) {
  const rows = db<RequestRow>(tables.requests).select<RequestRow[]>(
    'requests.*',
  );
  applyVisibility(rows, query.visible);
  if (walk) {
    walk.columns.forEach((column, index) =>
      rows.where(column, walk.values[0][index]),
    );
  }
  applyFilters(db, rows, { query, walk });
  if (query.after) {
    rows.whereRaw(
      query.order === 'asc' ? '(??, ??) > (?, ?)' : '(??, ??) < (?, ?)',
      [
        SORT_COLUMNS[query.sort],
        'requests.id',
        query.after.value,
        query.after.id,
      ],
    );
  }
  inOrder(rows, query);
  return rows;
}

function inOrder(rows: Knex.QueryBuilder, query: RequestQuery): void {
  rows
    .orderBy(SORT_COLUMNS[query.sort], query.order)
    .orderBy('requests.id', query.order)
    .limit(query.limit);
}

function applyFilters(
  db: Knex,
  rows: Knex.QueryBuilder,
  { query, walk }: { query: RequestQuery; walk: Walk | undefined },
): void {
  const filters: Array<[string, readonly string[] | undefined]> = [
    ['requests.phase', query.phases],
    ['requests.class_name', query.classes],
    ['requests.team', query.teams],
    ['requests.region', query.regions],
    ['requests.app', query.apps],
    ['requests.requester', query.requesters],
  ];
  for (const [column, values] of filters) {
    if (values && !walk?.filtered.includes(column)) {
      if (walk && dialectOf(db) === 'sqlite') {
        whereOneOfUnindexed(rows, column, values);
      } else {
        whereOneOf(rows, column, values);
      }
    }
  }
}

/**
 * As `whereOneOf`, leaving the index of the column alone.
 *
 * @remarks
 * SQLite has no statistics of the plugin's tables, so that of two indexes that fit it takes any, and would walk all that
 * is `ready` to find what one team has. The plus keeps it from that. PostgreSQL counts, and knows better.
 */
function whereOneOfUnindexed(
  rows: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  rows.whereRaw(`+?? in (${values.map(() => '?').join(', ')})`, [
    column,
    ...values,
  ]);
}
