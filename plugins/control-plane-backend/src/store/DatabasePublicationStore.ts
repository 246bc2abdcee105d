import { Knex } from 'knex';
import { Publication } from '../domain/publication/Publication';
import { CONTENDED } from '../domain/publication/PublishRejection';
import { DatabaseClock } from '../sql/DatabaseClock';
import { fromNullableDatabaseTime, toDatabaseTime } from '../sql/databaseTime';
import { runTogether } from '../sql/runTogether';
import { listBacklogs } from './operations/publication/laneBacklogs';
import { countPublications } from './operations/publication/countPublications';
import { insertPublications } from './operations/publication/insertPublications';
import { newestForTargets } from './operations/publication/newestForTargets';
import { newestPublications } from './operations/publication/newestPublications';
import { recordBase } from './operations/publication/recordBase';
import { settlePublications } from './operations/publication/settlePublications';
import { triedGenerations } from './operations/publication/triedGenerations';
import { GenerationKey } from './operations/revision/generationKeys';
import { publicationStats } from './operations/publication/publicationStats';
import { LaneBacklog, PublicationStore } from './PublicationStore';
import { PublicationRow, rowToPublication } from './rows/PublicationRow';
import { tables } from './tables';

/** Publication intents, in the order in which they were made. */
export class DatabasePublicationStore implements PublicationStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async insert(publication: Publication): Promise<void> {
    await runTogether(this.#db, insertPublications(this.#db, [publication]));
  }

  async get(operationId: string): Promise<Publication | undefined> {
    const row = await this.#publications()
      .where({ operation_id: operationId })
      .first();
    return row && rowToPublication(row);
  }

  async listPending(repository: string, limit: number): Promise<Publication[]> {
    const rows = await this.#pending(repository)
      .orderBy('position')
      .limit(limit);
    return rows.map(rowToPublication);
  }

  async listDue(
    repository: string,
    options: { at: Date; limit: number },
  ): Promise<Publication[]> {
    const at = toDatabaseTime(this.#db, options.at);
    const rows = await this.#pending(repository)
      .where(due => due.whereNull('retry_at').orWhere('retry_at', '<=', at))
      .whereNotExists(
        this.#pending(repository)
          .where('reason', CONTENDED)
          .where('retry_at', '>', at),
      )
      .orderBy('position')
      .limit(options.limit);
    return rows.map(rowToPublication);
  }

  async nextTryAt(repository: string): Promise<Date | undefined> {
    const [{ contended, first }] = await this.#pending(repository)
      .max({
        contended: this.#db.raw('case when reason = ? then retry_at end', [
          CONTENDED,
        ]),
      })
      .min({ first: 'retry_at' });
    return fromNullableDatabaseTime(contended ?? first);
  }

  async recordBase(
    operationIds: readonly string[],
    base: string,
  ): Promise<string[]> {
    return recordBase(this.#db, operationIds, base);
  }

  async settle(publication: Publication): Promise<boolean> {
    const settled = await this.settleMany([publication]);
    return settled.length === 1;
  }

  async settleMany(publications: readonly Publication[]): Promise<string[]> {
    return settlePublications(this.#db, publications);
  }

  async newest(
    requestId: string,
    generation: number,
  ): Promise<Publication | undefined> {
    const [newest] = await this.newestOf([{ requestId, generation }]);
    return newest;
  }

  async newestOf(
    keys: ReadonlyArray<{ requestId: string; generation: number }>,
  ): Promise<Publication[]> {
    return newestPublications(this.#db, keys);
  }

  async newestLanding(
    requestId: string,
    generation: number,
  ): Promise<Publication | undefined> {
    const row = await this.#publications()
      .where({ request_id: requestId, generation })
      .whereNot('purpose', 'repair')
      .orderBy('position', 'desc')
      .first();
    return row && rowToPublication(row);
  }

  async newestForTargets(
    targets: readonly string[],
  ): Promise<Map<string, Publication>> {
    return newestForTargets(this.#db, targets);
  }

  async count(requestId: string, generation: number): Promise<number> {
    const [count] = await this.countOf([{ requestId, generation }]);
    return count;
  }

  async countOf(keys: readonly GenerationKey[]): Promise<number[]> {
    return countPublications(this.#db, keys);
  }

  async listTried(above: readonly GenerationKey[]): Promise<GenerationKey[]> {
    return triedGenerations(this.#db, above);
  }

  async list(options: {
    requestId: string;
    before?: { createdAt: Date; id: string };
    limit: number;
  }): Promise<Publication[]> {
    const rows = this.#publications()
      .select('*')
      .where('request_id', options.requestId)
      .orderBy('created_at', 'desc')
      .orderBy('operation_id', 'desc')
      .limit(options.limit);
    if (options.before) {
      rows.whereRaw('(created_at, operation_id) < (?, ?)', [
        options.before.createdAt,
        options.before.id,
      ]);
    }
    return (await rows).map(rowToPublication);
  }

  async stats(): Promise<
    Array<{ repository: string; pending: number; oldestSeconds: number }>
  > {
    return publicationStats(this.#db, this.#clock);
  }

  async listBacklogs(): Promise<LaneBacklog[]> {
    return listBacklogs(this.#db);
  }

  async lastSettled(
    repository: string,
  ): Promise<{ publishedAt?: Date; failed?: Publication }> {
    const [published, failed] = await Promise.all([
      this.#newestSettled(repository, 'published'),
      this.#newestSettled(repository, 'failed'),
    ]);
    return { publishedAt: published?.finishedAt, failed };
  }

  /** The states are literals, as in the condition of the partial index `publications_settled_idx`. */
  async #newestSettled(
    repository: string,
    state: 'published' | 'failed',
  ): Promise<Publication | undefined> {
    const row = await this.#publications()
      .where({ repository, state })
      .whereRaw(`state in ('published', 'failed')`)
      .orderBy('finished_at', 'desc')
      .first();
    return row && rowToPublication(row);
  }

  #pending(repository: string) {
    return (
      this.#publications()
        .where({ repository })
        // A literal, as in the condition of the partial index `publications_pending_idx`.
        .whereRaw(`state = 'pending'`)
    );
  }

  #publications() {
    return this.#db<PublicationTableRow>(tables.publications);
  }
}

/** `position` is made by the database and only sorted by. */
type PublicationTableRow = PublicationRow & { position?: number | string };
