import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Knex } from 'knex';
import { Request } from '../domain/request/Request';
import { FilterExpression } from '../domain/request/RequestFilter';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { chunksOf } from './operations/chunksOf';
import { applyVisibility } from './operations/request/applyVisibility';
import { insertRequest } from './operations/request/insertRequest';
import { listExpired } from './operations/request/listExpired';
import { listExpiring } from './operations/request/listExpiring';
import { listPublished } from './operations/request/listPublished';
import { listRequests } from './operations/request/listRequests';
import { lockRequests } from './operations/request/lockRequests';
import { updateRequests } from './operations/request/updateRequests';
import { RequestQuery, RequestStore } from './RequestStore';
import { RequestRow, rowToRequest } from './rows/RequestRow';
import { tables } from './tables';

/** Requests in one table, on a connection pool or inside a transaction. */
export class DatabaseRequestStore implements RequestStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async insert(request: Request): Promise<void> {
    await runTogether(this.#db, [insertRequest(this.#db, request)]);
  }

  async get(id: string): Promise<Request | undefined> {
    const row = await this.#requests().where({ id }).first();
    return row && rowToRequest(row);
  }

  async getMany(ids: readonly string[]): Promise<Request[]> {
    const found: Request[] = [];
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#requests().whereIn('id', chunk);
      found.push(...rows.map(rowToRequest));
    }
    return found;
  }

  /** SQLite has no row locks and ignores the clause; there the whole transaction is the only one that writes. */
  async getForUpdate(id: string): Promise<Request | undefined> {
    const row = await this.#requests().where({ id }).forUpdate().first();
    return row && rowToRequest(row);
  }

  async update(request: Request): Promise<Request> {
    const [updated] = await this.updateMany([request]);
    return updated;
  }

  async lock(ids: readonly string[]): Promise<Map<string, number>> {
    return lockRequests(this.#db, ids);
  }

  async updateMany(requests: readonly Request[]): Promise<Request[]> {
    return updateRequests(this.#db, this.#clock, requests);
  }

  async list(query: RequestQuery): Promise<Request[]> {
    return listRequests(this.#db, query);
  }

  async countByPhase(
    visible: FilterExpression,
  ): Promise<Array<{ phase: RequestPhase; count: number }>> {
    const query = this.#requests();
    applyVisibility(query, visible);
    const rows = await query
      .select('phase')
      .count({ count: '*' })
      .groupBy('phase')
      .orderBy('phase');
    return rows.map(row => ({ phase: row.phase, count: Number(row.count) }));
  }

  async listExpired(limit: number): Promise<string[]> {
    return listExpired(this.#db, this.#clock, limit);
  }

  async listExpiring(options: {
    withinSeconds: number;
    minHours: number;
    limit: number;
  }): Promise<string[]> {
    return listExpiring(this.#db, this.#clock, options);
  }

  async listPublished(
    repository: string,
    afterId: string | undefined,
    limit: number,
  ): Promise<Request[]> {
    return listPublished(this.#db, { repository, afterId, limit });
  }

  #requests() {
    return this.#db<RequestRow>(tables.requests);
  }
}
