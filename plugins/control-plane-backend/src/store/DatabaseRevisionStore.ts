import { Knex } from 'knex';
import {
  Approval,
  ManifestContent,
  ManifestFile,
  Revision,
} from '../domain/revision/Revision';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { getDesiredRevisions } from './operations/revision/getDesiredRevisions';
import { getManyRevisions } from './operations/revision/getManyRevisions';
import { insertApproval } from './operations/revision/insertApproval';
import { insertRevision } from './operations/revision/insertRevision';
import {
  countPendingApprovals,
  listPendingApprovals,
} from './operations/revision/pendingApprovals';
import {
  listEditors,
  RevisionEditors,
} from './operations/revision/listEditors';
import { listDecisions } from './operations/revision/listDecisions';
import { readContents } from './operations/revision/readContents';
import { listApprovalsOf } from './operations/revision/listApprovalsOf';
import { readManifestsOf } from './operations/revision/readManifestsOf';
import { updateRevisionStates } from './operations/revision/updateRevisionStates';
import { GenerationKey } from './operations/revision/generationKeys';
import {
  Decision,
  DecisionQuery,
  PendingQuery,
  PendingScope,
  RevisionManifests,
  RevisionStore,
} from './RevisionStore';
import { rowToApproval } from './rows/ApprovalRow';
import { RevisionRow, rowToRevision } from './rows/RevisionRow';
import { tables } from './tables';

/** Revisions, their manifests and the decisions on them. */
export class DatabaseRevisionStore implements RevisionStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async insert(
    revision: Revision,
    manifests: ManifestFile[],
    sources: readonly ManifestContent[] = [],
  ): Promise<void> {
    // Within a transaction what follows a refusal is undone with it; a savepoint would cost two more round trips.
    const insert = (tx: Knex) =>
      runTogether(tx, insertRevision(tx, revision, manifests, sources));
    await (this.#db.isTransaction
      ? insert(this.#db)
      : this.#db.transaction(insert));
  }

  async get(
    requestId: string,
    generation: number,
  ): Promise<Revision | undefined> {
    const row = await this.#revisions()
      .where({ request_id: requestId, generation })
      .first();
    return row && rowToRevision(row);
  }

  async updateState(revision: Revision): Promise<void> {
    await this.updateStates([revision]);
  }

  async updateStates(revisions: readonly Revision[]): Promise<void> {
    await updateRevisionStates(this.#db, revisions);
  }

  async list(options: {
    requestId: string;
    beforeGeneration?: number;
    limit: number;
  }): Promise<Revision[]> {
    const rows = this.#revisions()
      .select('*')
      .where('request_id', options.requestId)
      .orderBy('generation', 'desc')
      .limit(options.limit);
    if (options.beforeGeneration !== undefined) {
      rows.where('generation', '<', options.beforeGeneration);
    }
    return (await rows).map(rowToRevision);
  }

  async listOpen(requestIds: string[]): Promise<Revision[]> {
    // Literals, as in the condition of the partial index `revisions_open_idx`.
    const rows = await this.#revisions()
      .whereIn('request_id', requestIds)
      .whereRaw(`state in ('pending_approval', 'approved')`)
      .orderBy(['requested_at', 'request_id', 'generation']);
    return rows.map(rowToRevision);
  }

  async listPending(query: PendingQuery): Promise<Revision[]> {
    return listPendingApprovals(this.#db, query);
  }

  async countPending(scope: PendingScope): Promise<number> {
    return countPendingApprovals(this.#db, scope);
  }

  async getMany(
    keys: Array<{ requestId: string; generation: number }>,
  ): Promise<Revision[]> {
    return getManyRevisions(this.#db, keys);
  }

  async listEditors(
    keys: ReadonlyArray<{ requestId: string; generation: number }>,
  ): Promise<RevisionEditors[]> {
    return listEditors(this.#db, keys);
  }

  async getDesired(requestId: string): Promise<Revision | undefined> {
    const [desired] = await this.getDesiredOf([requestId]);
    return desired;
  }

  async getDesiredOf(requestIds: readonly string[]): Promise<Revision[]> {
    return getDesiredRevisions(this.#db, requestIds);
  }

  async manifests(
    requestId: string,
    generation: number,
  ): Promise<ManifestFile[]> {
    const [{ files }] = await this.manifestsOf([{ requestId, generation }]);
    return files;
  }

  async manifestsOf(
    keys: readonly GenerationKey[],
  ): Promise<RevisionManifests[]> {
    return readManifestsOf(this.#db, keys);
  }

  async contents(digests: readonly string[]): Promise<ManifestContent[]> {
    return readContents(this.#db, digests);
  }

  async insertApproval(
    approval: Omit<Approval, 'decidedAt'>,
  ): Promise<Approval> {
    const [row] = await insertApproval(
      this.#db,
      this.#clock,
      approval,
    ).returning('*');
    return rowToApproval(row);
  }

  async listApprovals(
    requestId: string,
    generations: number[],
  ): Promise<Approval[]> {
    return this.listApprovalsOf(
      generations.map(generation => ({ requestId, generation })),
    );
  }

  async listApprovalsOf(keys: readonly GenerationKey[]): Promise<Approval[]> {
    return listApprovalsOf(this.#db, keys);
  }

  async listDecisions(query: DecisionQuery): Promise<Decision[]> {
    return listDecisions(this.#db, query);
  }

  #revisions() {
    return this.#db<RevisionRow>(tables.revisions);
  }
}
