import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Request } from '../domain/request/Request';
import { FilterExpression } from '../domain/request/RequestFilter';

export interface RequestQuery {
  /** What the caller may see; nothing outside it influences the result, its order or its length. */
  visible: FilterExpression;
  phases?: RequestPhase[];
  classes?: string[];
  teams?: string[];
  regions?: string[];
  apps?: string[];
  requesters?: string[];
  sort: 'createdAt' | 'updatedAt';
  order: 'asc' | 'desc';
  /** Keyset: only what comes after this position. */
  after?: { value: Date; id: string };
  limit: number;
}

export interface RequestStore {
  /** @throws ConflictError when the id exists. */
  insert(request: Request): Promise<void>;
  get(id: string): Promise<Request | undefined>;
  /** Requests by id, in one query, in no particular order; an id that names nothing is passed over. */
  getMany(ids: readonly string[]): Promise<Request[]>;
  /** Reads and locks the row until the transaction ends: every change of a request begins here. */
  getForUpdate(id: string): Promise<Request | undefined>;
  /**
   * Stores a changed request with its version counted up and `updatedAt` set by the database.
   *
   * @throws ConflictError when the stored version is not `request.version`.
   */
  update(request: Request): Promise<Request>;
  /** Locks rows until the transaction ends and tells their versions; an id that names nothing is passed over. */
  lock(ids: readonly string[]): Promise<Map<string, number>>;
  /**
   * Stores changed requests, all different, as `update` does each.
   *
   * @throws ConflictError when one of the stored versions is another one; the transaction cannot go on then.
   */
  updateMany(requests: readonly Request[]): Promise<Request[]>;
  list(query: RequestQuery): Promise<Request[]>;
  countByPhase(
    visible: FilterExpression,
  ): Promise<Array<{ phase: RequestPhase; count: number }>>;
  /** Ids of requests whose lease has run out by the database clock and was not acted on, oldest first. */
  listExpired(limit: number): Promise<string[]>;
  /** Ids of requests whose lease runs out within `withinSeconds` and of whose end nobody was warned, the first to end first. */
  listExpiring(options: {
    withinSeconds: number;
    /** Shorter leases are passed over. */
    minHours: number;
    limit: number;
  }): Promise<string[]>;
  /** Live requests that have something published in a repository, by id, after `afterId`. */
  listPublished(
    repository: string,
    afterId: string | undefined,
    limit: number,
  ): Promise<Request[]>;
}
