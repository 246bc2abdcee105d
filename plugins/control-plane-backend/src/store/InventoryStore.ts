import { GenerationKey } from './operations/revision/generationKeys';

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
  /** Makes the objects of revisions the whole inventory of their requests, one of each; a deletion leaves none. */
  follow(revisions: readonly GenerationKey[]): Promise<void>;
  list(requestId: string): Promise<InventoryEntry[]>;
}
