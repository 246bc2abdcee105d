import { Knex } from 'knex';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { runTogether, Writing } from '../../../sql/runTogether';
import { NewRecords } from '../../NewRecords';
import { insertAudit } from '../audit/insertAudit';
import { insertIdempotency } from '../idempotency/insertIdempotency';
import { insertOutbox } from '../outbox/insertOutbox';
import { insertPublications } from '../publication/insertPublications';
import { insertRequest } from '../request/insertRequest';
import { insertApproval } from '../revision/insertApproval';
import { insertRevision } from '../revision/insertRevision';

/** Stores what one decision adds, in one statement where the database can. */
export async function insertRecords(
  tx: Knex.Transaction,
  clock: DatabaseClock,
  records: NewRecords,
): Promise<void> {
  await runTogether(tx, writingsOf(tx, clock, records));
}

/** What storing such records writes. */
export function writingsOf(
  tx: Knex,
  clock: DatabaseClock,
  records: NewRecords,
): Writing[] {
  const { request, revision, idempotency } = records;
  return [
    ...(request ? [insertRequest(tx, request)] : []),
    ...(revision
      ? insertRevision(
          tx,
          revision.revision,
          revision.manifests,
          revision.sources ?? [],
        )
      : []),
    ...insertPublications(tx, records.publications ?? []),
    ...(records.approvals ?? []).map(approval => ({
      statement: insertApproval(tx, clock, approval),
    })),
    ...insertAudit(tx, clock, records.audit ?? []),
    ...insertOutbox(tx, clock, records.outbox ?? []),
    ...(idempotency ? [insertIdempotency(tx, clock, idempotency)] : []),
  ];
}
