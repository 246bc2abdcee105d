import { Knex } from 'knex';
import {
  OutboxEntry,
  OutboxSinkName,
} from '../../../domain/outbox/OutboxEntry';
import { addSeconds, DatabaseClock } from '../../../sql/DatabaseClock';
import { queryRows } from '../../../sql/queryRows';
import { forUpdateSkipLocked } from '../../../sql/skipLocked';
import { OutboxRow, rowToOutboxEntry } from '../../rows/OutboxRow';

/**
 * Takes the entries for a sink that nobody holds, oldest first, and holds them for `holdSeconds`.
 *
 * @remarks
 * One statement selects, locks and holds: a second taker passes over what the first is taking. Who dies with an entry
 * in hand lets go of it when the hold ends, so an entry is delivered at least once.
 */
export async function takeOutboxEntries(
  db: Knex,
  clock: DatabaseClock,
  options: { sink: OutboxSinkName; limit: number; holdSeconds: number },
): Promise<OutboxEntry[]> {
  const now = clock.now(db);
  const rows = await queryRows<OutboxRow>(
    db,
    db.raw(
      `update outbox
       set available_at = ?, attempts = attempts + 1
       where id in (
         select id from outbox
         where sink = ? and available_at <= ?
         order by available_at, id
         limit ?
         ?
       )
       returning *`,
      [
        addSeconds(db, now, options.holdSeconds),
        options.sink,
        now,
        options.limit,
        forUpdateSkipLocked(db),
      ],
    ),
  );
  return rows.sort((a, b) => Number(a.id) - Number(b.id)).map(rowToOutboxEntry);
}
