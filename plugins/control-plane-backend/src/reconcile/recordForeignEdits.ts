import { Publication } from '../domain/publication/Publication';
import { withConditions } from '../domain/request/conditions';
import { ForeignEdit } from '../publishers/Publisher';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { edited, insertFound, isSame, tellFound } from './foundDrift';

/**
 * Records what others edited below requests that are about to be published over it.
 *
 * @remarks
 * The drift stays open: it is on the branch until the push lands, and the step that records the publication closes it. What a comparison
 * has found before is not told again.
 */
export async function recordForeignEdits(
  unitOfWork: UnitOfWork,
  publications: readonly Publication[],
  edits: readonly ForeignEdit[],
): Promise<void> {
  for (const { operationId, owner } of publications) {
    const found = edits.filter(edit => edit.operationId === operationId);
    if (owner.type === 'request' && found.length > 0) {
      await unitOfWork.run(tx => record(tx, owner.requestId, found));
    }
  }
}

async function record(
  tx: Work,
  requestId: string,
  found: readonly ForeignEdit[],
): Promise<void> {
  const now = await tx.now();
  const request = await tx.requests.getForUpdate(requestId);
  const open = await tx.drift.listOpen(requestId);
  const news = found.filter(
    difference => !open.some(drift => isSame(drift, difference)),
  );
  if (!request || news.length === 0) {
    return;
  }
  const isReplaced = (drift: { path: string }) =>
    news.some(({ path }) => path === drift.path);
  await tx.drift.resolve(
    open.filter(isReplaced).map(({ id }) => id),
    'replaced',
  );
  await insertFound(tx, requestId, news);
  const differences = [
    ...open.filter(drift => !isReplaced(drift)),
    ...news,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  await tx.requests.update({
    ...request,
    driftedPaths: differences.length,
    conditions: withConditions(request.conditions, [edited(differences)], {
      now,
      generation: request.generation,
    }),
  });
  await tellFound(tx, requestId, { found: news, actor: 'system:reconcile' });
}
