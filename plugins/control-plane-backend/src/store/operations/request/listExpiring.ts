import { Knex } from 'knex';
import { addSeconds, DatabaseClock } from '../../../sql/DatabaseClock';
import { RequestRow } from '../../rows/RequestRow';
import { tables } from '../../tables';
import { LEASE_END_MATTERS } from './listExpired';

/**
 * Ids of requests whose lease runs out within `withinSeconds` by the database clock and of whose end nobody was warned,
 * the first to end first.
 *
 * @param options.minHours - shorter leases are passed over.
 */
export async function listExpiring(
  db: Knex,
  clock: DatabaseClock,
  options: { withinSeconds: number; minHours: number; limit: number },
): Promise<string[]> {
  const now = clock.now(db);
  return db<RequestRow>(tables.requests)
    .whereRaw(LEASE_END_MATTERS)
    .where('lease_expires_at', '>', now)
    .where('lease_expires_at', '<=', addSeconds(db, now, options.withinSeconds))
    .where('lease_hours', '>=', options.minHours)
    .whereRaw(
      '(lease_warned_for is null or lease_warned_for <> lease_expires_at)',
    )
    .orderBy(['lease_expires_at', 'id'])
    .limit(options.limit)
    .pluck('id');
}
