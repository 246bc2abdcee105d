import { randomUUID } from 'node:crypto';
import { TreeDifference } from '../domain/drift/compareTree';
import { Drift } from '../domain/drift/Drift';
import { ConditionUpdate } from '../domain/request/conditions';
import { PathEdit } from '../publishers/Publisher';
import { Work } from '../store/UnitOfWork';

/** A difference that the records do not tell of yet, with whoever made it. */
export type FoundDrift = TreeDifference & { edit?: PathEdit };

/** Most paths that a condition names. */
const MAX_NAMED = 3;

export function isSame(drift: Drift, difference: TreeDifference): boolean {
  return (
    drift.path === difference.path &&
    drift.change === difference.change &&
    drift.blob === difference.blob
  );
}

export async function insertFound(
  tx: Work,
  requestId: string,
  found: readonly FoundDrift[],
): Promise<void> {
  for (const { edit, path, change, blob } of found) {
    await tx.drift.insert({
      id: randomUUID(),
      requestId,
      path,
      change,
      blob,
      ...(edit
        ? {
            commit: edit.commit,
            author: edit.author,
            authorEmail: edit.authorEmail,
            since: edit.authoredAt,
            subject: edit.subject,
          }
        : {}),
    });
  }
}

/** Says in the audit, and after commit to the world, what others edited. */
export async function tellFound(
  tx: Work,
  requestId: string,
  { found, actor }: { found: readonly FoundDrift[]; actor: string },
): Promise<void> {
  await tx.audit.append([
    {
      actor,
      action: 'drift.found',
      requestId,
      details: {
        edits: found.map(({ path, change, edit }) => ({
          path,
          change,
          commit: edit?.commit ?? '',
          author: edit?.author ?? '',
        })),
      },
    },
  ]);
  await tx.outbox.append([
    {
      kind: 'drift_found',
      requestId,
      payload: { paths: found.map(({ path }) => path) },
    },
  ]);
}

/** What the condition says of paths that others edited. */
export function edited(
  differences: ReadonlyArray<{ path: string }>,
): ConditionUpdate {
  if (differences.length === 0) {
    return {
      type: 'InSync',
      status: 'True',
      reason: 'AsPublished',
      message: 'The branch holds what was published',
    };
  }
  const named = differences.slice(0, MAX_NAMED).map(({ path }) => path);
  const more = differences.length - named.length;
  return {
    type: 'InSync',
    status: 'False',
    reason: 'ForeignEdit',
    message: `Somebody else edited ${named.join(', ')}${
      more > 0 ? ` and ${more} more` : ''
    }`,
  };
}
