import { Knex } from 'knex';
import { dialectOf } from '../../../sql/dialect';
import { GenerationKey, generationKeys } from '../revision/generationKeys';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/**
 * Makes the objects of revisions the whole inventory of their requests; a deletion leaves none. Nobody sees one empty or
 * half-written in between.
 *
 * @remarks
 * The objects go from table to table within the database: there are many of them, and their rows hold nothing that the
 * revision does not.
 */
export async function inventoryOfRevisions(
  db: Knex,
  revisions: readonly GenerationKey[],
): Promise<void> {
  if (revisions.length === 0) {
    return;
  }
  const fill = async (tx: Knex) => {
    for (const chunk of chunksOf(revisions)) {
      await tx(tables.inventory)
        .whereIn(
          'request_id',
          chunk.map(({ requestId }) => requestId),
        )
        .delete();
    }
    await tx.raw(
      `insert into inventory (request_id, api_version, kind, namespace, name, path, generation)
       select revisions.request_id,
              object.value ->> 'apiVersion', object.value ->> 'kind', object.value ->> 'namespace',
              object.value ->> 'name', object.value ->> 'path', revisions.generation
       from ?
       join revisions
         on revisions.request_id = effective.request_id and revisions.generation = effective.generation
       cross join ${
         dialectOf(tx) === 'postgresql'
           ? 'lateral json_array_elements(revisions.objects::json)'
           : 'json_each(revisions.objects)'
       } as object
       where revisions.action <> 'delete'`,
      [generationKeys(tx, 'effective', revisions)],
    );
  };
  // A savepoint within a transaction would cost two more round trips.
  await (db.isTransaction ? fill(db) : db.transaction(fill));
}
