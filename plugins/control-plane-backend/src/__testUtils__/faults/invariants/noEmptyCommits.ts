import { Checked } from './Checked';

/**
 * Invariant 9: what the branch holds already is not committed again.
 *
 * @remarks
 * A commit touches only what its operation owns (invariant 2), so one that follows another of the same bytes has no changes at all.
 */
export function noEmptyCommits({ branch }: Checked): string[] {
  return branch.commits
    .filter(
      ({ operations, changes }) => operations.length > 0 && changes.size === 0,
    )
    .map(
      ({ id, operations }) =>
        `commit ${id} of ${operations.join(' and ')} changes nothing`,
    );
}
