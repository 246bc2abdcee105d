import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Revision } from '../../../domain/revision/Revision';
import { queryRows } from '../../../sql/queryRows';
import { ColumnTypes, rowsRelation } from '../../../sql/rowsRelation';
import {
  RevisionRow,
  RevisionStateColumns,
  revisionToStateColumns,
} from '../../rows/RevisionRow';
import { tables } from '../../tables';

const COLUMNS: ColumnTypes<RevisionStateColumns> = {
  state: 'text',
  publication_started_at: 'timestamptz',
  effective_at: 'timestamptz',
  ended_at: 'timestamptz',
  ended_reason: 'text',
};

/** Stores state, instants and reason of revisions. @throws NotFoundError when one is not stored. */
export async function updateRevisionStates(
  db: Knex,
  revisions: readonly Revision[],
): Promise<void> {
  if (revisions.length === 0) {
    return;
  }
  const columns = Object.keys(COLUMNS);
  const rows = await queryRows<Pick<RevisionRow, 'request_id' | 'generation'>>(
    db,
    db.raw(
      `update ?? set ${columns.map(() => '?? = changed.??').join(', ')}
       from ?
       where revisions.request_id = changed.request_id and revisions.generation = changed.generation
       returning revisions.request_id, revisions.generation`,
      [
        tables.revisions,
        ...columns.flatMap(column => [column, column]),
        rowsRelation(db, 'changed', {
          types: { request_id: 'text', generation: 'integer', ...COLUMNS },
          rows: revisions.map(revision => ({
            request_id: revision.requestId,
            generation: revision.generation,
            ...revisionToStateColumns(revision),
          })),
        }),
      ],
    ),
  );
  const missing = revisions.find(
    ({ requestId, generation }) =>
      !rows.some(
        row => row.request_id === requestId && row.generation === generation,
      ),
  );
  if (missing) {
    throw new NotFoundError(
      `Expected generation ${missing.generation} of ${missing.requestId} to be stored, but it is not; insert it before its state changes`,
    );
  }
}
