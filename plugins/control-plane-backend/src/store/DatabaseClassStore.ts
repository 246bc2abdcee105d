import { Knex } from 'knex';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { DatabaseClock } from '../sql/DatabaseClock';
import { ClassStore } from './ClassStore';
import { byCodeUnit } from './operations/byCodeUnit';
import { seedClasses } from './operations/class/seedClasses';
import { ClassRevisionRow, rowToClassRevision } from './rows/ClassRow';
import { tables } from './tables';

/** Classes: every revision that was ever seen, and which ones are offered. */
export class DatabaseClassStore implements ClassStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async seed(
    classes: Array<Pick<ClassRevision, 'name' | 'digest' | 'origin' | 'spec'>>,
  ): Promise<void> {
    await seedClasses(this.#db, this.#clock, classes);
  }

  async listCurrent(): Promise<ClassRevision[]> {
    const rows = await this.#current();
    return rows.map(rowToClassRevision).sort(byCodeUnit(({ name }) => name));
  }

  async getCurrent(name: string): Promise<ClassRevision | undefined> {
    const [row] = await this.#current().where('classes.name', name);
    return row && rowToClassRevision(row);
  }

  async get(name: string, digest: string): Promise<ClassRevision | undefined> {
    const row = await this.#db<ClassRevisionRow>(tables.classRevisions)
      .where({ name, digest })
      .first();
    return row && rowToClassRevision(row);
  }

  /** The origin is who defines the class now, which may be another than who defined the revision first. */
  #current() {
    return this.#db(tables.classes)
      .join(tables.classRevisions, {
        'class_revisions.name': 'classes.name',
        'class_revisions.digest': 'classes.current_digest',
      })
      .where('classes.offered', true)
      .select<ClassRevisionRow[]>('class_revisions.*', 'classes.origin');
  }
}
