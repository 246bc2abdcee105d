import { randomUUID } from 'node:crypto';
import { RequestEffects } from '../domain/request/RequestEffects';
import { Request } from '../domain/request/Request';
import { Work } from '../store/UnitOfWork';

/**
 * Stores what a pure decision changes, all in the transaction of `tx`.
 *
 * @returns the request as it now stands in the database.
 */
export async function applyEffects(
  tx: Work,
  effects: RequestEffects,
  options: { isNew: boolean },
): Promise<Request> {
  let { request } = effects;
  if (options.isNew) {
    await tx.requests.insert(request);
  } else {
    request = await tx.requests.update(request);
  }
  // What is superseded ends first: at most one revision of a slot is open at any time, also for the database.
  for (const revision of effects.changedRevisions) {
    await tx.revisions.updateState(revision);
  }
  if (effects.newRevision) {
    const { revision, manifests, sources } = effects.newRevision;
    await tx.revisions.insert(revision, manifests, sources);
  }
  for (const approval of effects.approvals) {
    await tx.revisions.insertApproval({ ...approval, id: randomUUID() });
  }
  if (effects.jobs.length > 0) {
    await tx.enqueue(effects.jobs);
  }
  await tx.audit.append(effects.audit);
  await tx.outbox.append(effects.outbox);
  return request;
}
