import { randomUUID } from 'node:crypto';
import { RequestEffects } from '../domain/request/RequestEffects';
import { Request } from '../domain/request/Request';
import { IdempotencyRecord } from '../store/IdempotencyStore';
import { NewRecords } from '../store/NewRecords';
import { UnitOfWork, Work } from '../store/UnitOfWork';

/**
 * Stores what a pure decision changes, all in the transaction of `tx`.
 *
 * @returns the request as it now stands in the database.
 */
export async function applyEffects(
  tx: Work,
  effects: RequestEffects,
  options: { isNew: boolean; idempotency?: IdempotencyRecord },
): Promise<Request> {
  let { request } = effects;
  if (!options.isNew) {
    request = await tx.requests.update(request);
  }
  // What is superseded ends first: at most one revision of a slot is open at any time, also for the database.
  for (const revision of effects.changedRevisions) {
    await tx.revisions.updateState(revision);
  }
  await tx.add({
    ...recordsOf(effects),
    request: options.isNew ? request : undefined,
    idempotency: options.idempotency,
  });
  if (effects.jobs.length > 0) {
    await tx.enqueue(effects.jobs);
  }
  return request;
}

/**
 * Stores what the decision to make a request adds, as a transaction of its own.
 *
 * @throws ConflictError when the request or the key is there already
 */
export async function storeNew(
  unitOfWork: UnitOfWork,
  effects: RequestEffects,
  idempotency: IdempotencyRecord,
): Promise<void> {
  await unitOfWork.add(
    { ...recordsOf(effects), request: effects.request, idempotency },
    effects.jobs,
  );
}

function recordsOf(effects: RequestEffects): NewRecords {
  return {
    revision: effects.newRevision,
    approvals: effects.approvals.map(approval => ({
      ...approval,
      id: randomUUID(),
    })),
    audit: effects.audit,
    outbox: effects.outbox,
  };
}
