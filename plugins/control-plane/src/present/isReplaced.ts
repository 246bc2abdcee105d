import { RevisionSummary } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Whether a revision was in force until a newer one took its place. Leases add up, so an extension is never replaced. */
export function isReplaced(
  revision: RevisionSummary,
  revisions: readonly RevisionSummary[],
): boolean {
  return (
    isInForce(revision) &&
    revisions.some(
      other => isInForce(other) && other.generation > revision.generation,
    )
  );
}

function isInForce({ slot, state }: RevisionSummary): boolean {
  return slot === 'spec' && state === 'effective';
}
