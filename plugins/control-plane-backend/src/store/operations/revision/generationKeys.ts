import { Knex } from 'knex';
import { rowsRelation } from '../../../sql/rowsRelation';

/** Names one generation of one request. */
export interface GenerationKey {
  requestId: string;
  generation: number;
}

/** Generations as a relation with the columns `request_id` and `generation`. */
export function generationKeys(
  db: Knex,
  name: string,
  keys: readonly GenerationKey[],
): Knex.Raw {
  return rowsRelation(db, name, {
    types: { request_id: 'text', generation: 'integer' },
    rows: keys.map(({ requestId, generation }) => ({
      request_id: requestId,
      generation,
    })),
  });
}
