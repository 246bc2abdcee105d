import { Request } from '../domain/request/Request';
import { Work } from '../store/UnitOfWork';

/**
 * Locks the row of a request that a step is about to change.
 *
 * @returns `false` when somebody changed the request since it was observed: then the step does nothing, and the reconcile
 * looks again. Otherwise the row is what was observed.
 */
export async function lockAsSeen(tx: Work, seen: Request): Promise<boolean> {
  const [isAsSeen] = await lockAllAsSeen(tx, [seen]);
  return isAsSeen;
}

/** The same of many requests, in their order. What comes twice is as it was seen for the first one only, which changes it. */
export async function lockAllAsSeen(
  tx: Work,
  seen: readonly Request[],
): Promise<boolean[]> {
  const versions = await tx.requests.lock([
    ...new Set(seen.map(({ id }) => id)),
  ]);
  return seen.map(({ id, version }) => {
    const isAsSeen = versions.get(id) === version;
    if (isAsSeen) {
      versions.delete(id);
    }
    return isAsSeen;
  });
}
