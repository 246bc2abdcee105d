import { Drift } from '../domain/drift/Drift';
import { Landed, Observation } from '../domain/reconcile/determineState';
import { Revision } from '../domain/revision/Revision';
import { Stores } from '../store/UnitOfWork';

/**
 * Looks at requests: the row of each, what was approved, its newest publication and its open drift. One that is not there
 * is passed over.
 *
 * @remarks
 * The rows are read before everything that hangs on them. Whoever changes any of that counts up the row's version, so that a step which
 * finds the version unchanged under its lock knows that all it saw is still so.
 *
 * However many there are, it is four statements: what has an older generation under way, or drift, takes a few more.
 */
export async function observe(
  stores: Stores,
  ids: readonly string[],
): Promise<Map<string, Observation>> {
  const requests = await stores.requests.getMany(ids);
  const known = requests.map(({ id }) => id);
  // One after the other: a transaction has one connection, which takes one statement at a time.
  const revisions = await stores.revisions.getDesiredOf(known);
  const drifts = await stores.drift.listOpenOf(known);
  const publications = await stores.publications.newestOf(revisions);
  const desiredOf = new Map(revisions.map(each => [each.requestId, each]));
  const publicationOf = new Map(
    publications.flatMap(each =>
      each.owner.type === 'request' ? [[each.owner.requestId, each]] : [],
    ),
  );
  const observations = new Map<string, Observation>();
  for (const request of requests) {
    const desired = desiredOf.get(request.id);
    const drift = drifts.filter(({ requestId }) => requestId === request.id);
    observations.set(
      request.id,
      desired
        ? {
            request,
            desired,
            publication: publicationOf.get(request.id),
            landed: await findLanded(stores, desired),
            drift,
            repairs: await repairs(stores, desired, drift),
          }
        : { request, drift, repairs: false },
    );
  }
  return observations;
}

async function repairs(
  stores: Stores,
  desired: Revision,
  drift: readonly Drift[],
): Promise<boolean> {
  if (drift.length === 0) {
    return false;
  }
  const { name, digest } = desired.class;
  const classRevision = await stores.classes.get(name, digest);
  return classRevision?.spec.drift.onForeignEdit === 'repair';
}

async function findLanded(
  stores: Stores,
  desired: Revision,
): Promise<Landed | undefined> {
  if (desired.generation === 1) {
    return undefined;
  }
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
