/** One object that a request owns in Git (and, once applied, in a cluster). */
export interface InventoryEntry {
  requestId: string;
  apiVersion: string;
  kind: string;
  /** Empty for cluster-scoped objects. */
  namespace: string;
  name: string;
  path: string;
  generation: number;
}

/** Every object that a request owns: the truth for pruning and for the proof of teardown. */
export interface InventoryStore {
  /** Makes `entries` the whole inventory of the request. */
  replace(requestId: string, entries: InventoryEntry[]): Promise<void>;
  list(requestId: string): Promise<InventoryEntry[]>;
}
