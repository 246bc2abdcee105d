import { Revision } from './Revision';

/**
 * The approved revisions whose place `newer` took on the branch, ended: they never get there any more.
 *
 * @param revisions - revisions of the same request.
 */
export function overtakenBy(
  newer: Revision,
  revisions: readonly Revision[],
  now: Date,
): Revision[] {
  return revisions
    .filter(
      ({ slot, state, generation }) =>
        slot === newer.slot &&
        state === 'approved' &&
        generation < newer.generation,
    )
    .map(revision => ({
      ...revision,
      state: 'superseded',
      endedAt: now,
      endedReason: `Generation ${newer.generation} took its place`,
    }));
}
