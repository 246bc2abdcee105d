import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { fromDatabaseTime } from '../../../sql/databaseTime';
import { queryRows } from '../../../sql/queryRows';
import { ColumnTypes, rowsRelation } from '../../../sql/rowsRelation';
import { RequestRow, requestToRow } from '../../rows/RequestRow';
import { tables } from '../../tables';

/** What a change may change; the rest is written once, or by the database. */
const COLUMNS: ColumnTypes<
  Omit<RequestRow, 'id' | 'version' | 'created_at' | 'updated_at'>
> = {
  kind: 'text',
  class_name: 'text',
  class_revision: 'integer',
  class_digest: 'text',
  team: 'text',
  app: 'text',
  region: 'text',
  target: 'text',
  repository: 'text',
  path: 'text',
  namespaces: 'text',
  requester: 'text',
  phase: 'text',
  conditions: 'text',
  progress: 'text',
  generation: 'integer',
  spec_generation: 'integer',
  lease_hours: 'integer',
  lease_max_hours: 'integer',
  lease_on_expiry: 'text',
  lease_started_at: 'timestamptz',
  lease_expires_at: 'timestamptz',
  lease_expiry_handled_at: 'timestamptz',
  lease_warned_for: 'timestamptz',
  published_generation: 'integer',
  published_repository: 'text',
  published_branch: 'text',
  published_commit: 'text',
  published_at: 'timestamptz',
  drifted_paths: 'integer',
};

/**
 * Stores changed requests, each if nobody else stored it since it was read.
 *
 * @remarks
 * The version in the condition is the guard, also for callers that did not lock the rows.
 *
 * @returns in the order given
 * @throws ConflictError when a stored version is another one; the transaction cannot go on then.
 */
export async function updateRequests(
  db: Knex,
  clock: DatabaseClock,
  requests: readonly Request[],
): Promise<Request[]> {
  if (requests.length === 0) {
    return [];
  }
  const columns = Object.keys(COLUMNS);
  const rows = await queryRows<Pick<RequestRow, 'id' | 'updated_at'>>(
    db,
    db.raw(
      `update ?? set ${columns.map(() => '?? = changed.??').join(', ')},
         version = requests.version + 1, updated_at = ?
       from ?
       where requests.id = changed.id and requests.version = changed.version
       returning requests.id, requests.updated_at`,
      [
        tables.requests,
        ...columns.flatMap(column => [column, column]),
        clock.now(db),
        rowsRelation<Omit<RequestRow, 'created_at' | 'updated_at'>>(
          db,
          'changed',
          {
            types: { id: 'text', version: 'integer', ...COLUMNS },
            rows: requests.map(requestToRow),
          },
        ),
      ],
    ),
  );
  const updatedAt = new Map(rows.map(row => [row.id, row.updated_at]));
  return requests.map(request => {
    if (!updatedAt.has(request.id)) {
      throw new ConflictError(
        `Expected request ${request.id} at version ${request.version}, but it was changed or never stored; read it again and repeat the change`,
      );
    }
    return {
      ...request,
      version: request.version + 1,
      updatedAt: fromDatabaseTime(updatedAt.get(request.id)),
    };
  });
}
