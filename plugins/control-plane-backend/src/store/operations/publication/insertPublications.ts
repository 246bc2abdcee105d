import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { ColumnTypes, insertRows } from '../../../sql/rowsRelation';
import { Writing } from '../../../sql/runTogether';
import { PublicationRow, publicationToRow } from '../../rows/PublicationRow';
import { tables } from '../../tables';
import { OUTCOME_COLUMNS } from './settlePublications';

/** Stores intents in their order; refused with a ConflictError when one of the operations is stored already. */
export function insertPublications(
  db: Knex,
  publications: readonly Publication[],
): Writing[] {
  if (publications.length === 0) {
    return [];
  }
  return [
    {
      statement: insertRows(db, tables.publications, {
        types: COLUMNS,
        rows: publications.map(publicationToRow),
        tail: 'on conflict (operation_id) do nothing returning operation_id',
      }),
      rows: publications.length,
      refusal: () =>
        new ConflictError(
          `${operationsOf(
            publications,
          )} stored already: an intent was recorded by an earlier attempt`,
        ),
    },
  ];
}

const COLUMNS: ColumnTypes<PublicationRow> = {
  operation_id: 'text',
  repository: 'text',
  branch: 'text',
  request_id: 'text',
  generation: 'integer',
  target: 'text',
  purpose: 'text',
  plan_digest: 'text',
  paths: 'text',
  base: 'text',
  created_at: 'timestamptz',
  ...OUTCOME_COLUMNS,
};

function operationsOf(publications: readonly Publication[]): string {
  const ids = publications.map(({ operationId }) => operationId);
  return ids.length === 1
    ? `Operation ${ids[0]} is`
    : `One of the operations ${ids.join(', ')} is`;
}
