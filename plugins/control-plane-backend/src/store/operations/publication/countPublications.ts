import { Knex } from 'knex';
import { queryRows } from '../../../sql/queryRows';
import { GenerationKey, generationKeys } from '../revision/generationKeys';

/** How many publications generations have had, in the order of the keys. */
export async function countPublications(
  db: Knex,
  keys: readonly GenerationKey[],
): Promise<number[]> {
  if (keys.length === 0) {
    return [];
  }
  const rows = await queryRows<{
    request_id: string;
    generation: number;
    count: number | string;
  }>(
    db,
    db.raw(
      `select wanted.request_id, wanted.generation, count(*) as count
       from ?
       join publications
         on publications.request_id = wanted.request_id and publications.generation = wanted.generation
       group by wanted.request_id, wanted.generation`,
      [generationKeys(db, 'wanted', keys)],
    ),
  );
  const counts = new Map(
    rows.map(row => [`${row.request_id}/${row.generation}`, Number(row.count)]),
  );
  return keys.map(
    ({ requestId, generation }) =>
      counts.get(`${requestId}/${generation}`) ?? 0,
  );
}
