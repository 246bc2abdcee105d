import { Knex } from 'knex';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { RequestRow } from '../../rows/RequestRow';
import { tables } from '../../tables';

/**
 * The condition of the partial index `requests_lease_end_idx`, word for word: with bound values neither database could
 * prove that the index holds every row that is asked for.
 */
export const LEASE_END_MATTERS = `lease_expiry_handled_at is null and phase not in ('deleting', 'deleted', 'rejected', 'withdrawn')`;

/** Ids of requests whose lease has run out by the database clock and was not acted on, oldest first. */
export async function listExpired(
  db: Knex,
  clock: DatabaseClock,
  limit: number,
): Promise<string[]> {
  return db<RequestRow>(tables.requests)
    .whereRaw(LEASE_END_MATTERS)
    .where('lease_expires_at', '<=', clock.now(db))
    .orderBy(['lease_expires_at', 'id'])
    .limit(limit)
    .pluck('id');
}
