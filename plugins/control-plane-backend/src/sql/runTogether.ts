import { Knex } from 'knex';
import { dialectOf } from './dialect';
import { queryRows } from './queryRows';

/** A statement that writes rows, built and not run yet. */
export interface Writing {
  statement: Knex.QueryBuilder;
  /** What it means that no row was written; the statement then has to say `returning`. Without it none is fine. */
  refusal?: () => Error;
}

/**
 * Runs statements in their order: PostgreSQL gets all in one, which saves a round trip each; SQLite has none to save.
 *
 * @remarks
 * None of them may need to see what another one wrote, but for foreign keys, which are checked at the end. Run it in a
 * transaction: on PostgreSQL a refusal is found when the others have been written already.
 *
 * @throws the first refusal
 */
export async function runTogether(
  db: Knex,
  writings: readonly Writing[],
): Promise<void> {
  if (dialectOf(db) === 'postgresql' && writings.length > 1) {
    await runAsOne(db, writings);
    return;
  }
  for (const { statement, refusal } of writings) {
    const written: unknown = await statement;
    if (refusal && Array.isArray(written) && written.length === 0) {
      throw refusal();
    }
  }
}

async function runAsOne(db: Knex, writings: readonly Writing[]): Promise<void> {
  const parts = writings.map(({ statement, refusal }, index) => ({
    name: `written_${index}`,
    statement,
    refusal,
  }));
  const refusable = parts.filter(({ refusal }) => refusal);
  const counts = refusable.map(
    ({ name }) => `(select count(*)::integer from ${name}) as ${name}`,
  );
  const [row] = await queryRows<Record<string, number>>(
    db,
    db.raw(
      `with ${parts.map(({ name }) => `${name} as (?)`).join(', ')}
       select ${counts.join(', ') || '1'}`,
      parts.map(({ statement }) => statement),
    ),
  );
  for (const { name, refusal } of refusable) {
    if (refusal && row[name] === 0) {
      throw refusal();
    }
  }
}
