import { FaultRun } from './FaultCampaign';

/**
 * What a run does where a campaign does each of several things in turn. It follows from the seed, not from the number of the run, so that a
 * named run does the same again; as seeds count up, so many runs in a row as there are things do each of them once.
 */
export function turnOf<T>(things: readonly T[], { seed }: FaultRun): T {
  return things[seed % things.length];
}
