import { compareTree, TreeDifference } from '../domain/drift/compareTree';
import { Drift } from '../domain/drift/Drift';
import { determineState } from '../domain/reconcile/determineState';
import { withConditions } from '../domain/request/conditions';
import { Request } from '../domain/request/Request';
import { PublishedTree } from '../publishers/Publisher';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import {
  edited,
  FoundDrift,
  insertFound,
  isSame,
  tellFound,
} from './foundDrift';
import { lockAsSeen } from './lockAsSeen';
import { observe } from './observe';

/**
 * What a comparison found.
 *
 * - `skipped`: nothing of the request is published, or it is being removed, or it moved on while it was looked at, or a publication of it is under way; the
 *   next comparison will tell.
 * - `in_sync`, `drifted`: the records now say so.
 */
export type ComparisonResult =
  | { type: 'skipped' }
  | { type: 'in_sync' }
  | { type: 'drifted'; paths: number };

/** Compares what was published for a request with the branch, and keeps the record of foreign edits. */
export class RequestBranchComparer {
  readonly #unitOfWork: UnitOfWork;
  readonly #blobId: (content: string) => string;

  static create(options: {
    unitOfWork: UnitOfWork;
    /** Git's id of a content. */
    blobId: (content: string) => string;
  }): RequestBranchComparer {
    return new RequestBranchComparer(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    blobId: (content: string) => string;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#blobId = options.blobId;
  }

  /**
   * @param request - as it was read before `tree` was: a publication in between changes its version, and then nothing is concluded.
   */
  async compare(
    request: Request,
    tree: PublishedTree,
    signal: AbortSignal,
  ): Promise<ComparisonResult> {
    const { published } = request;
    if (!published || isBeingRemoved(request)) {
      return { type: 'skipped' };
    }
    const [manifests, actual, open] = await Promise.all([
      this.#unitOfWork.read.revisions.manifests(
        request.id,
        published.generation,
      ),
      tree.list(request.path, signal),
      this.#unitOfWork.read.drift.listOpen(request.id),
    ]);
    const differences = compareTree(
      manifests.map(({ path, content }) => ({
        path,
        blob: this.#blobId(content),
      })),
      actual,
    );
    const news = differences.filter(
      difference => !open.some(drift => isSame(drift, difference)),
    );
    const found: FoundDrift[] = [];
    for (const difference of news) {
      const edit = await tree.lastEdit(difference.path, signal);
      found.push({ ...difference, ...(edit ? { edit } : {}) });
    }
    const gone = open.filter(
      drift => !differences.some(difference => isSame(drift, difference)),
    );
    if (found.length > 0 || gone.length > 0) {
      const recorded = await this.#unitOfWork.run(tx =>
        record(tx, { request, differences, found, gone }),
      );
      if (!recorded) {
        return { type: 'skipped' };
      }
    }
    return differences.length === 0
      ? { type: 'in_sync' }
      : { type: 'drifted', paths: differences.length };
  }
}

/** The removal tells what it takes along. One that was given up may never come, and what was published stays meanwhile. */
function isBeingRemoved({ phase, progress }: Request): boolean {
  return phase === 'deleting' && progress?.failure?.retryable !== false;
}

/** Whether the branch may hold a commit of ours that the records do not tell of yet: then a difference says nothing about others. */
async function mayHoldOurs(tx: Work, id: string): Promise<boolean> {
  const observation = (await observe(tx, [id])).get(id);
  if (!observation) {
    return true;
  }
  switch (determineState(observation).type) {
    case 'overtaken':
    case 'publishing':
    case 'published':
    case 'removed':
    case 'repaired':
      return true;
    default:
      return isAnyUnderWay(tx, observation.request);
  }
}

/** Also of a generation that a newer one is to replace: that one may have been given up while this one is still looked for. */
async function isAnyUnderWay(
  tx: Work,
  { id, published }: Request,
): Promise<boolean> {
  const tried = await tx.publications.listTried([
    { requestId: id, generation: published?.generation ?? 0 },
  ]);
  const newest = await tx.publications.newestOf(tried);
  return newest.some(({ state }) => state === 'pending');
}

async function record(
  tx: Work,
  seen: {
    request: Request;
    differences: TreeDifference[];
    found: FoundDrift[];
    gone: Drift[];
  },
): Promise<boolean> {
  const { request, differences, found, gone } = seen;
  const now = await tx.now();
  if (!(await lockAsSeen(tx, request)) || (await mayHoldOurs(tx, request.id))) {
    return false;
  }
  const pathsNow = new Set(differences.map(({ path }) => path));
  await tx.drift.resolve(
    gone.filter(({ path }) => !pathsNow.has(path)).map(({ id }) => id),
    'reverted',
  );
  await tx.drift.resolve(
    gone.filter(({ path }) => pathsNow.has(path)).map(({ id }) => id),
    'replaced',
  );
  await insertFound(tx, request.id, found);
  await tx.requests.update({
    ...request,
    driftedPaths: differences.length,
    conditions: withConditions(request.conditions, [edited(differences)], {
      now,
      generation: request.generation,
    }),
  });
  if (found.length > 0) {
    await tellFound(tx, request.id, { found, actor: 'system:resync' });
  }
  return true;
}
