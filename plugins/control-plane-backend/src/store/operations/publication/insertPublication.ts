import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { Writing } from '../../../sql/runTogether';
import { PublicationRow, publicationToRow } from '../../rows/PublicationRow';
import { tables } from '../../tables';

/** Stores an intent; refused with a ConflictError when its operation is stored already. */
export function insertPublication(db: Knex, publication: Publication): Writing {
  return {
    statement: db<PublicationRow>(tables.publications)
      .insert(publicationToRow(publication))
      .onConflict('operation_id')
      .ignore()
      .returning('operation_id'),
    refusal: () =>
      new ConflictError(
        `Operation ${publication.operationId} is stored already: its intent was recorded by an earlier attempt`,
      ),
  };
}
