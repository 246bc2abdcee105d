import { Approval, ManifestFile, Revision } from '../domain/revision/Revision';
import { RevisionEditors } from './operations/revision/listEditors';

export interface RevisionStore {
  /** Stores a revision with its manifests; contents that exist already are not stored again. */
  insert(revision: Revision, manifests: ManifestFile[]): Promise<void>;
  get(requestId: string, generation: number): Promise<Revision | undefined>;
  /** Stores state, instants and reason of a revision; everything else is immutable. */
  updateState(revision: Revision): Promise<void>;
  /** Newest first. */
  list(options: {
    requestId: string;
    beforeGeneration?: number;
    limit: number;
  }): Promise<Revision[]>;
  /** Every revision that waits for approval or is approved and not in force, of several requests at once, oldest first. */
  listOpen(requestIds: string[]): Promise<Revision[]>;
  /** Revisions by request and generation, in one query, in no particular order. */
  getMany(
    keys: Array<{ requestId: string; generation: number }>,
  ): Promise<Revision[]>;
  /** Whose work is decided on with some revisions, in no particular order: for the rule of four eyes. */
  listEditors(
    keys: ReadonlyArray<{ requestId: string; generation: number }>,
  ): Promise<RevisionEditors[]>;
  /** The newest revision of the spec slot that was approved and not ended: what the branch must hold. */
  getDesired(requestId: string): Promise<Revision | undefined>;
  /** Sorted by path. */
  manifests(requestId: string, generation: number): Promise<ManifestFile[]>;
  insertApproval(approval: Omit<Approval, 'decidedAt'>): Promise<Approval>;
  /** Oldest first. */
  listApprovals(requestId: string, generations: number[]): Promise<Approval[]>;
}
