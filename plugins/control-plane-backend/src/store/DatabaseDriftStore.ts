import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Drift } from '../domain/drift/Drift';
import { FilterExpression } from '../domain/request/RequestFilter';
import { DatabaseClock } from '../sql/DatabaseClock';
import { DriftStore, ListedDrift } from './DriftStore';
import { byCodeUnit } from './operations/byCodeUnit';
import { chunksOf } from './operations/chunksOf';
import { listDrift } from './operations/drift/listDrift';
import { DriftRow, driftToRow, rowToDrift } from './rows/DriftRow';
import { tables } from './tables';

/** Foreign edits of published paths; at most one is open for a path. */
export class DatabaseDriftStore implements DriftStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async listOpen(requestId: string): Promise<Drift[]> {
    return this.listOpenOf([requestId]);
  }

  async listOpenOf(requestIds: readonly string[]): Promise<Drift[]> {
    const found: Drift[] = [];
    for (const chunk of chunksOf(requestIds)) {
      const rows = await this.#drift()
        .whereIn('request_id', chunk)
        .whereNull('resolved_at');
      found.push(...rows.map(rowToDrift));
    }
    return found.sort(byCodeUnit(drift => drift.path));
  }

  /** @throws ConflictError when the path has drift that is not resolved. */
  async insert(drift: Omit<Drift, 'detectedAt'>): Promise<void> {
    const inserted = await this.#drift()
      .insert({
        ...driftToRow(drift),
        detected_at: this.#clock.now(this.#db),
      })
      .onConflict()
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      throw new ConflictError(
        `Drift ${drift.id} of ${drift.path} cannot be stored: drift of this path is open and has to be resolved first`,
      );
    }
  }

  async resolve(
    ids: string[],
    resolution: NonNullable<Drift['resolution']>,
  ): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#drift()
        .whereIn('id', chunk)
        .whereNull('resolved_at')
        .update({ resolution, resolved_at: this.#clock.now(this.#db) });
    }
  }

  async list(options: {
    visible: FilterExpression;
    requestId?: string;
    team?: string;
    includeResolved: boolean;
    before?: { detectedAt: Date; id: string };
    limit: number;
  }): Promise<ListedDrift[]> {
    return listDrift(this.#db, options);
  }

  #drift() {
    return this.#db<DriftRow>(tables.drift);
  }
}
