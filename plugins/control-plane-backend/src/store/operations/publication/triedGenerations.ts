import { Knex } from 'knex';
import { queryRows } from '../../../sql/queryRows';
import { GenerationKey, generationKeys } from '../revision/generationKeys';

/**
 * Generations above the given ones that are on the branch or were about to be when nobody heard of them any more, oldest
 * first.
 */
export async function triedGenerations(
  db: Knex,
  above: readonly GenerationKey[],
): Promise<GenerationKey[]> {
  if (above.length === 0) {
    return [];
  }
  const rows = await queryRows<{ request_id: string; generation: number }>(
    db,
    db.raw(
      `select distinct publications.request_id, publications.generation
       from ?
       join publications
         on publications.request_id = known.request_id and publications.generation > known.generation
       where publications.base is not null or publications.state in ('published', 'unchanged')
       order by publications.request_id, publications.generation`,
      [generationKeys(db, 'known', above)],
    ),
  );
  return rows.map(({ request_id, generation }) => ({
    requestId: request_id,
    generation,
  }));
}
