import { Knex } from 'knex';
import { Publication } from '../domain/publication/Publication';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { listBacklogs } from './operations/publication/laneBacklogs';
import { insertPublication } from './operations/publication/insertPublication';
import { newestPublications } from './operations/publication/newestPublications';
import { publicationStats } from './operations/publication/publicationStats';
import { LaneBacklog, PublicationStore } from './PublicationStore';
import {
  PublicationRow,
  publicationToOutcomeColumns,
  rowToPublication,
} from './rows/PublicationRow';
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
    await runTogether(this.#db, [insertPublication(this.#db, publication)]);
  }

  async get(operationId: string): Promise<Publication | undefined> {
    const row = await this.#publications()
      .where({ operation_id: operationId })
      .first();
    return row && rowToPublication(row);
  }

  async listPending(repository: string, limit: number): Promise<Publication[]> {
    const rows = await this.#publications()
      .where({ repository })
      // A literal, as in the condition of the partial index `publications_pending_idx`.
      .whereRaw(`state = 'pending'`)
      .orderBy('position')
      .limit(limit);
    return rows.map(rowToPublication);
  }

  async recordBase(operationIds: string[], base: string): Promise<void> {
    await this.#publications()
      .whereIn('operation_id', operationIds)
      .whereNull('base')
      .update({ base });
  }

  async settle(publication: Publication): Promise<boolean> {
    const updated = await this.#publications()
      .where({ operation_id: publication.operationId, state: 'pending' })
      .update(publicationToOutcomeColumns(publication));
    return updated === 1;
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

  async newestForTarget(target: string): Promise<Publication | undefined> {
    const row = await this.#publications()
      .where({ target })
      .orderBy('position', 'desc')
      .first();
    return row && rowToPublication(row);
  }

  async count(requestId: string, generation: number): Promise<number> {
    const [{ count }] = await this.#publications()
      .where({ request_id: requestId, generation })
      .count({ count: '*' });
    return Number(count);
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

  #publications() {
    return this.#db<PublicationTableRow>(tables.publications);
  }
}

/** `position` is made by the database and only sorted by. */
type PublicationTableRow = PublicationRow & { position?: number | string };
