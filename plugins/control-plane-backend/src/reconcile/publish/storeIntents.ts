import { Publication } from '../../domain/publication/Publication';
import { purposeOf } from '../../domain/publication/purposeOf';
import { publishLaneJob } from '../../domain/reconcile/jobs';
import { operationIdFor } from '../../domain/reconcile/operationId';
import { startLease } from '../../domain/request/lease';
import { moveRequest } from '../../domain/request/moveRequest';
import { Request } from '../../domain/request/Request';
import { Revision } from '../../domain/revision/Revision';
import { Work } from '../../store/UnitOfWork';
import { lockAllAsSeen } from '../lockAsSeen';

/** A request as it was observed, and what its branch should hold. */
export interface Wish {
  request: Request;
  desired: Revision;
}

interface Intent extends Wish {
  publication: Publication;
}

/**
 * Stores intents to publish and wakes the lanes, by a few statements whatever the number of requests.
 *
 * @returns the intent of each; none when the request is not as it was observed any more.
 */
export async function storeIntents(
  tx: Work,
  wishes: readonly Wish[],
  branchOf: (repository: string) => string,
): Promise<Array<Publication | undefined>> {
  const now = await tx.now();
  const areAsSeen = await lockAllAsSeen(
    tx,
    wishes.map(({ request }) => request),
  );
  const granted = wishes.filter((_, index) => areAsSeen[index]);
  if (granted.length === 0) {
    return areAsSeen.map(() => undefined);
  }
  const ordinals = await tx.publications.countOf(
    granted.map(({ desired }) => desired),
  );
  const intents = granted.map(
    (wish, index): Intent => ({
      ...wish,
      publication: publicationOf(wish, {
        ordinal: ordinals[index],
        branch: branchOf(wish.request.repository),
        now,
      }),
    }),
  );
  await store(tx, intents, now);
  const stored = intents.values();
  return areAsSeen.map(isAsSeen =>
    isAsSeen ? stored.next().value?.publication : undefined,
  );
}

async function store(
  tx: Work,
  intents: readonly Intent[],
  now: Date,
): Promise<void> {
  await tx.revisions.updateStates(
    intents.map(({ desired }) => ({
      ...desired,
      publicationStartedAt: desired.publicationStartedAt ?? now,
    })),
  );
  await tx.requests.updateMany(intents.map(intent => started(intent, now)));
  await tx.add({
    publications: intents.map(({ publication }) => publication),
    audit: intents.map(({ request, desired, publication }) => ({
      actor: 'system:reconcile',
      action: 'publication.started',
      requestId: request.id,
      generation: desired.generation,
      after: desired.planDigest,
      details: {
        operation: publication.operationId,
        purpose: publication.purpose,
      },
    })),
  });
  // Last: all requests of a repository share the job of its lane, and other replicas wait for it from here to the commit.
  const repositories = new Set(
    intents.map(({ request }) => request.repository),
  );
  await tx.enqueue([...repositories].map(publishLaneJob));
}

function started({ request, desired }: Intent, now: Date): Request {
  return {
    ...moveRequest(request, 'attempt_started', { now }),
    lease:
      desired.action === 'delete'
        ? request.lease
        : startLease(request.lease, now),
    progress: {
      step: 'publish',
      message: `Waits for the publication lane of ${request.repository}`,
      since: now,
    },
  };
}

function publicationOf(
  { request, desired }: Wish,
  { ordinal, branch, now }: { ordinal: number; branch: string; now: Date },
): Publication {
  return {
    operationId: operationIdFor({
      owner: `${request.id}/${desired.generation}`,
      planDigest: desired.planDigest,
      ordinal,
    }),
    repository: request.repository,
    branch,
    owner: {
      type: 'request',
      requestId: request.id,
      generation: desired.generation,
    },
    purpose: purposeOf(desired),
    state: 'pending',
    planDigest: desired.planDigest,
    paths: [request.path],
    attempts: 0,
    createdAt: now,
  };
}
