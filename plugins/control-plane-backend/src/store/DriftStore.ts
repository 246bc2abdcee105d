import { Drift } from '../domain/drift/Drift';
import { FilterExpression } from '../domain/request/RequestFilter';

/** Drift with the repository whose branch it is on. */
export type ListedDrift = Drift & { repository: string };

export interface DriftStore {
  /** Drift of a request that is not resolved, by path. */
  listOpen(requestId: string): Promise<Drift[]>;
  /** The same of several requests at once. */
  listOpenOf(requestIds: readonly string[]): Promise<Drift[]>;
  insert(drift: Omit<Drift, 'detectedAt'>): Promise<void>;
  resolve(
    ids: string[],
    resolution: NonNullable<Drift['resolution']>,
  ): Promise<void>;
  /** Newest first, over all requests that `visible` lets through. */
  list(options: {
    visible: FilterExpression;
    requestId?: string;
    team?: string;
    app?: string;
    includeResolved: boolean;
    before?: { detectedAt: Date; id: string };
    limit: number;
  }): Promise<ListedDrift[]>;
}
