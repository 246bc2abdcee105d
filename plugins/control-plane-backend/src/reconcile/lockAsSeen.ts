import { Request } from '../domain/request/Request';
import { Work } from '../store/UnitOfWork';

/**
 * Locks the row of a request that a step is about to change.
 *
 * @returns the row, or `undefined` when somebody changed the request since it was observed: then the step does nothing, and the
 * reconcile looks again.
 */
export async function lockAsSeen(
  tx: Work,
  seen: Request,
): Promise<Request | undefined> {
  const request = await tx.requests.getForUpdate(seen.id);
  return request?.version === seen.version ? request : undefined;
}
