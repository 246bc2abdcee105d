import { Knex } from 'knex';
import { isDivisionByZero } from './databaseErrors';
import { dialectOf } from './dialect';
import { queryRows, queryRowsPrepared, Statement } from './queryRows';

/** A statement that writes rows, built and not run yet. */
export interface Writing {
  statement: Knex.QueryBuilder | Knex.Raw;
  /** What it means that fewer rows were written than should; the statement then has to say `returning`. Without it none is fine. */
  refusal?: () => Error;
  /** How many rows should be written where it has a refusal; 1 when absent. */
  rows?: number;
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
  if (dialectOf(db) === 'postgresql') {
    if (writings.length > 0) {
      await runAsOne(db, writings);
    }
    return;
  }
  for (const { statement, refusal, rows = 1 } of writings) {
    const written: unknown = await statement;
    if (refusal && Array.isArray(written) && written.length < rows) {
      throw refusal();
    }
  }
}

/**
 * Runs statements as a transaction of its own, in one statement: a round trip, and not one each to begin and to commit.
 * PostgreSQL alone can.
 *
 * @returns `refused` when one of them would have been; then nothing was written, and {@link runTogether} says why
 */
export async function commitTogether(
  db: Knex,
  writings: readonly Writing[],
): Promise<'committed' | 'refused'> {
  const { parts, bindings, refusable } = combine(writings);
  const written = refusable.map(
    ({ name, rows }) => `(select count(*) / ${rows} from ${name})`,
  );
  try {
    await queryRowsPrepared(db, {
      // What is refused would be found too late: rows that are missing have to end the statement itself.
      sql: `with ${parts} select 1 / (${written.join(' * ') || '1'})`,
      bindings,
    });
    return 'committed';
  } catch (error) {
    if (isDivisionByZero(error)) {
      return 'refused';
    }
    throw error;
  }
}

async function runAsOne(db: Knex, writings: readonly Writing[]): Promise<void> {
  const { parts, bindings, refusable } = combine(writings);
  const counts = refusable.map(
    ({ name }) => `(select count(*)::integer from ${name}) as ${name}`,
  );
  const [row] = await queryRows<Record<string, number>>(db, {
    sql: `with ${parts} select ${counts.join(', ') || '1'}`,
    bindings,
  });
  for (const { name, refusal, rows } of refusable) {
    if (row[name] < rows) {
      throw refusal();
    }
  }
}

function combine(writings: readonly Writing[]) {
  // Each is compiled by itself: what is nested is compiled once for every level.
  const named = writings.map(({ statement, ...writing }, index) => ({
    ...writing,
    ...compiled(statement),
    name: `written_${index}`,
  }));
  return {
    parts: named.map(({ name, sql }) => `${name} as (${sql})`).join(', '),
    bindings: named.flatMap(({ bindings }) => bindings),
    refusable: named.flatMap(({ name, refusal, rows = 1 }) =>
      refusal ? [{ name, refusal, rows }] : [],
    ),
  };
}

function compiled(statement: Writing['statement']): Statement {
  const { sql, bindings } = statement.toSQL();
  return { sql, bindings };
}
