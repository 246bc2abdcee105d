import { ConflictError } from '@backstage/errors';
import { failureCondition } from '../domain/publication/failureCondition';
import { Publication } from '../domain/publication/Publication';
import { moveRequest } from '../domain/request/moveRequest';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { Work } from '../store/UnitOfWork';

const REASON = 'cancelled';
const ADVICE = 'Ask for a reconcile to go on';

/**
 * Takes back what the cancelled job of a request was to publish, and says so on the request.
 *
 * @remarks
 * The lane has its own job, so a publication that stays pending would go on without the request's. A request that has nothing under way is
 * left as it is.
 *
 * @param request - locked by the transaction.
 * @throws ConflictError when the lane has begun to push, or has pushed: what may be on the branch already cannot be taken back, and nobody
 * but the job would record it.
 */
export async function stopReconcile(
  tx: Work,
  request: Request,
  actor: string,
): Promise<void> {
  const desired = await tx.revisions.getDesired(request.id);
  const newest =
    desired && (await tx.publications.newest(request.id, desired.generation));
  const pending = newest?.state === 'pending' ? newest : undefined;
  const begun =
    pending?.base === undefined ? await begunGeneration(tx, request) : desired;
  if (begun) {
    throw new ConflictError(
      `Generation ${begun.generation} of ${request.id} is being pushed, and may be on the branch already. Wait until the request says what became of it; to undo it, ask for a change or for the teardown`,
    );
  }
  if (!desired || (desired.state === 'effective' && !pending)) {
    return;
  }
  const now = await tx.now();
  const message = `Cancelled by ${actor}`;
  const failure = { reason: REASON, message, advice: ADVICE };
  if (pending) {
    await tx.publications.settle({
      ...pending,
      ...failure,
      state: 'failed',
      retryAt: undefined,
      finishedAt: now,
    });
  }
  const purpose: Publication['purpose'] =
    pending?.purpose ?? (desired.action === 'delete' ? 'remove' : 'publish');
  await tx.requests.update({
    ...moveRequest(request, 'attempt_failed', {
      now,
      conditions: [failureCondition(request, purpose, message)],
    }),
    progress: {
      step: 'publish',
      message,
      since: request.progress?.since ?? now,
      failure: { ...failure, retryable: false },
    },
  });
  await tx.outbox.append([
    { kind: 'request_changed', requestId: request.id, payload: {} },
  ]);
}

/**
 * A revision that may be on the branch without the records saying so yet: the desired one, or one before it that was pushed when the
 * desired one was approved.
 */
async function begunGeneration(
  tx: Work,
  request: Request,
): Promise<Revision | undefined> {
  const open = await tx.revisions.listOpen([request.id]);
  for (const revision of open) {
    const { slot, publicationStartedAt, generation } = revision;
    if (slot === 'spec' && publicationStartedAt !== undefined) {
      const newest = await tx.publications.newest(request.id, generation);
      if (newest && mayBeOnBranch(newest)) {
        return revision;
      }
    }
  }
  return undefined;
}

function mayBeOnBranch({ state, base }: Publication): boolean {
  return state === 'pending'
    ? base !== undefined
    : state === 'published' || state === 'unchanged';
}
