import { Knex } from 'knex';
import { ClassRevision } from '../../../domain/classes/ClassRevision';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { lockTransaction } from '../../../sql/lockTransaction';
import { ClassRevisionRow, ClassRow } from '../../rows/ClassRow';
import { tables } from '../../tables';

type SeededClass = Pick<ClassRevision, 'name' | 'digest' | 'origin' | 'spec'>;

/**
 * Makes the given revisions the current ones of their classes and offers no others any more.
 *
 * @remarks
 * Replicas that start together take turns: the number of a new revision is read before it is written, which no
 * constraint could make safe. On SQLite the first statement writes, so the turn begins there. Most starts find
 * everything as it should be: one look, and nobody waits for anybody.
 */
export async function seedClasses(
  db: Knex,
  clock: DatabaseClock,
  classes: readonly SeededClass[],
): Promise<void> {
  if (await isSeeded(db, classes)) {
    return;
  }
  await db.transaction(async tx => {
    await lockTransaction(tx, 'seed-classes');
    await tx<ClassRow>(tables.classes)
      .whereNotIn(
        'name',
        classes.map(({ name }) => name),
      )
      .where({ offered: true })
      .update({ offered: false, updated_at: clock.now(tx) });
    for (const seeded of classes) {
      await insertRevision(tx, clock, seeded);
      await tx<ClassRow>(tables.classes)
        .insert({
          name: seeded.name,
          current_digest: seeded.digest,
          origin: seeded.origin,
          offered: true,
          updated_at: clock.now(tx),
        })
        .onConflict('name')
        .merge();
    }
  });
}

/** A class that is offered has its revision stored: both are written in one transaction. */
async function isSeeded(
  db: Knex,
  classes: readonly SeededClass[],
): Promise<boolean> {
  const offered = await db<ClassRow>(tables.classes)
    .where({ offered: true })
    .select('name', 'current_digest', 'origin');
  const wanted = new Map(classes.map(seeded => [seeded.name, seeded]));
  return (
    offered.length === wanted.size &&
    offered.every(({ name, current_digest, origin }) => {
      const seeded = wanted.get(name);
      return seeded?.digest === current_digest && seeded.origin === origin;
    })
  );
}

/** Stores the revision under the next number of its class, unless the class has had this digest before. */
async function insertRevision(
  tx: Knex.Transaction,
  clock: DatabaseClock,
  seeded: SeededClass,
): Promise<void> {
  const newest = await tx<ClassRevisionRow>(tables.classRevisions)
    .where({ name: seeded.name })
    .orderBy('revision', 'desc')
    .first('revision');
  await tx<ClassRevisionRow>(tables.classRevisions)
    .insert({
      name: seeded.name,
      digest: seeded.digest,
      revision: (newest?.revision ?? 0) + 1,
      origin: seeded.origin,
      spec: JSON.stringify(seeded.spec),
      created_at: clock.now(tx),
    })
    .onConflict(['name', 'digest'])
    .ignore();
}
