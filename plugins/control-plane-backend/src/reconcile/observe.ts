import { Landed, Observation } from '../domain/reconcile/determineState';
import { Revision } from '../domain/revision/Revision';
import { Stores } from '../store/UnitOfWork';

/**
 * Looks at a request: its row, what was approved, its newest publication and its open drift.
 *
 * @remarks
 * The row is read before everything that hangs on it. Whoever changes any of that counts up the row's version, so that a step which
 * finds the version unchanged under its lock knows that all it saw is still so.
 */
export async function observe(
  stores: Stores,
  id: string,
): Promise<Observation | undefined> {
  const request = await stores.requests.get(id);
  if (!request) {
    return undefined;
  }
  // One after the other: a transaction has one connection, which takes one statement at a time.
  const desired = await stores.revisions.getDesired(id);
  const drift = await stores.drift.listOpen(id);
  if (!desired) {
    return { request, drift, repairs: false };
  }
  const publication = await stores.publications.newest(id, desired.generation);
  const landed = await findLanded(stores, desired);
  const classRevision =
    drift.length > 0
      ? await stores.classes.get(desired.class.name, desired.class.digest)
      : undefined;
  return {
    request,
    desired,
    publication,
    landed,
    drift,
    repairs: classRevision?.spec.drift.onForeignEdit === 'repair',
  };
}

async function findLanded(
  stores: Stores,
  desired: Revision,
): Promise<Landed | undefined> {
  const open = await stores.revisions.listOpen([desired.requestId]);
  const older = open
    .filter(
      ({ slot, publicationStartedAt, generation }) =>
        slot === 'spec' &&
        publicationStartedAt !== undefined &&
        generation < desired.generation,
    )
    .sort((a, b) => a.generation - b.generation);
  for (const revision of older) {
    const publication = await stores.publications.newest(
      revision.requestId,
      revision.generation,
    );
    if (
      publication?.state === 'published' ||
      publication?.state === 'unchanged'
    ) {
      return { revision, publication };
    }
  }
  return undefined;
}
