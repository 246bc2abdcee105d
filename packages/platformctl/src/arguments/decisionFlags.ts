import { RevisionSummary } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailedError, UsageError } from '../errors';
import { integer, text } from './flagTypes';

export const generationFlag = {
  generation: {
    type: integer('--generation', { min: 1, max: 1_000_000 }),
    description:
      'Generation; needed only where there are several to choose from',
    placeholder: '<number>',
  },
} as const;

export const decisionFlags = {
  ...generationFlag,
  planDigest: {
    type: text('--plan-digest'),
    description: 'Digest of the plan you have seen; any other is refused',
    placeholder: '<digest>',
  },
  comment: {
    type: text('--comment'),
    description: 'Comment for the requester',
    placeholder: '<text>',
  },
} as const;

/**
 * The revision to act on: the one that is named, else the only candidate.
 *
 * @throws UsageError when there are several and none is named, FailedError when there is none.
 * @param wanted - what a candidate is, in words, e.g. `waits for approval`.
 */
export function chooseRevision(
  candidates: readonly RevisionSummary[],
  generation: number | undefined,
  wanted: string,
): RevisionSummary {
  const chosen =
    generation === undefined
      ? candidates
      : candidates.filter(candidate => candidate.generation === generation);
  if (chosen.length === 1) {
    return chosen[0];
  }
  if (chosen.length > 1) {
    const generations = chosen.map(({ generation: one }) => one).join(', ');
    throw new UsageError(
      `Several revisions are there to choose from: give --generation with one of ${generations}`,
    );
  }
  throw new FailedError(
    generation === undefined
      ? `No revision of this request ${wanted}`
      : `Generation ${generation} is not one that ${wanted}`,
  );
}
