import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { queryRows } from '../../../sql/queryRows';
import { ColumnTypes, rowsRelation } from '../../../sql/rowsRelation';
import {
  PublicationOutcomeColumns,
  publicationToOutcomeColumns,
} from '../../rows/PublicationRow';
import { tables } from '../../tables';

export const OUTCOME_COLUMNS: ColumnTypes<PublicationOutcomeColumns> = {
  state: 'text',
  commit_id: 'text',
  reason: 'text',
  message: 'text',
  advice: 'text',
  retry_at: 'timestamptz',
  attempts: 'integer',
  attempted_at: 'timestamptz',
  finished_at: 'timestamptz',
};

/** Stores outcomes of operations that are pending, and returns the ids of those. */
export async function settlePublications(
  db: Knex,
  publications: readonly Publication[],
): Promise<string[]> {
  if (publications.length === 0) {
    return [];
  }
  const columns = Object.keys(OUTCOME_COLUMNS);
  const rows = await queryRows<{ operation_id: string }>(
    db,
    db.raw(
      `update ?? set ${columns.map(() => '?? = outcome.??').join(', ')}
       from ?
       where publications.operation_id = outcome.operation_id
         and publications.state = 'pending'
       returning publications.operation_id`,
      [
        tables.publications,
        ...columns.flatMap(column => [column, column]),
        rowsRelation(db, 'outcome', {
          types: { operation_id: 'text', ...OUTCOME_COLUMNS },
          rows: publications.map(publication => ({
            operation_id: publication.operationId,
            ...publicationToOutcomeColumns(publication),
          })),
        }),
      ],
    ),
  );
  return rows.map(row => row.operation_id);
}
