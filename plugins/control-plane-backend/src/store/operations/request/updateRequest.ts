import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { fromDatabaseTime } from '../../../sql/databaseTime';
import { RequestRow, requestToRow } from '../../rows/RequestRow';
import { tables } from '../../tables';

/**
 * Stores a changed request if nobody else stored one since it was read.
 *
 * @remarks
 * The version in the condition is the guard, also for callers that did not lock the row.
 *
 * @throws ConflictError when the stored version is another one.
 */
export async function updateRequest(
  db: Knex,
  clock: DatabaseClock,
  request: Request,
): Promise<Request> {
  const { id, created_at: _immutable, ...changed } = requestToRow(request);
  const version = request.version + 1;
  const [stored] = await db<RequestRow>(tables.requests)
    .where({ id, version: request.version })
    .update({ ...changed, version, updated_at: clock.now(db) })
    .returning('updated_at');
  if (!stored) {
    throw new ConflictError(
      `Expected request ${id} at version ${request.version}, but it was changed or never stored; read it again and repeat the change`,
    );
  }
  return {
    ...request,
    version,
    updatedAt: fromDatabaseTime(stored.updated_at),
  };
}
