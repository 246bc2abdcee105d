import { FilterExpression } from '../domain/request/RequestFilter';
import {
  Approval,
  ManifestContent,
  ManifestFile,
  Revision,
} from '../domain/revision/Revision';
import { GenerationKey } from './operations/revision/generationKeys';
import { RevisionEditors } from './operations/revision/listEditors';

/** Which of the revisions that wait for a person are meant. */
export interface PendingScope {
  /** Requests that take part at all. */
  visible: FilterExpression;
  team?: string;
  app?: string;
  requestId?: string;
  /**
   * Leaves out what one of these is an editor of, as `listEditors` says: they may not decide on it. Full entity references.
   */
  independentOf?: readonly string[];
}

export interface PendingQuery extends PendingScope {
  /** Keyset: only what comes after this one. */
  after?: { requestedAt: Date; requestId: string; generation: number };
  limit: number;
}

export interface DecisionQuery {
  visible: FilterExpression;
  team?: string;
  app?: string;
  requestId?: string;
  /** Leaves out what a rule of the policy decided. */
  byPeople: boolean;
  /** Keyset: only what was decided before this one. */
  before?: { decidedAt: Date; id: string };
  limit: number;
}

/** The files of one revision, sorted by path. */
export interface RevisionManifests extends GenerationKey {
  files: ManifestFile[];
}

/** A decision with what it was about. */
export interface Decision extends Approval {
  action: Revision['action'];
  team: string;
  app: string;
}

export interface RevisionStore {
  /**
   * Stores a revision with its manifests; contents that exist already are not stored again.
   *
   * @param sources - contents of the files that the team brought, as they came.
   */
  insert(
    revision: Revision,
    manifests: ManifestFile[],
    sources?: readonly ManifestContent[],
  ): Promise<void>;
  get(requestId: string, generation: number): Promise<Revision | undefined>;
  /** Stores state, instants and reason of a revision; everything else is immutable. */
  updateState(revision: Revision): Promise<void>;
  /** The same of several revisions, all different. */
  updateStates(revisions: readonly Revision[]): Promise<void>;
  /** Newest first. */
  list(options: {
    requestId: string;
    beforeGeneration?: number;
    limit: number;
  }): Promise<Revision[]>;
  /** Every revision that waits for approval or is approved and not in force, of several requests at once, oldest first. */
  listOpen(requestIds: string[]): Promise<Revision[]>;
  /** Revisions that wait for a person, the oldest first. */
  listPending(query: PendingQuery): Promise<Revision[]>;
  countPending(scope: PendingScope): Promise<number>;
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
  /** The same of several requests at once, in no particular order. */
  getDesiredOf(requestIds: readonly string[]): Promise<Revision[]>;
  /** Sorted by path. */
  manifests(requestId: string, generation: number): Promise<ManifestFile[]>;
  /** The same of several revisions, in the order of the keys. */
  manifestsOf(keys: readonly GenerationKey[]): Promise<RevisionManifests[]>;
  /** Contents by digest; a digest that names nothing is passed over. */
  contents(digests: readonly string[]): Promise<ManifestContent[]>;
  /** Decisions on all requests that `visible` lets through, newest first. */
  listDecisions(query: DecisionQuery): Promise<Decision[]>;
  insertApproval(approval: Omit<Approval, 'decidedAt'>): Promise<Approval>;
  /** Oldest first. */
  listApprovals(requestId: string, generations: number[]): Promise<Approval[]>;
  /** Decisions on several revisions, those of each oldest first. */
  listApprovalsOf(keys: readonly GenerationKey[]): Promise<Approval[]>;
}
