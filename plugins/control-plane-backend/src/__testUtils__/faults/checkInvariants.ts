import { Evidence } from './Evidence';
import { acceptedIsWhole } from './invariants/acceptedIsWhole';
import { CheckOptions, Checked } from './invariants/Checked';
import { converged } from './invariants/converged';
import { intentFirst } from './invariants/intentFirst';
import { fenced, givenUpWithReason, rescued } from './invariants/jobs';
import { legalPhases } from './invariants/legalPhases';
import { noEmptyCommits } from './invariants/noEmptyCommits';
import { oneEffect } from './invariants/oneEffect';
import { removedOnRequest } from './invariants/removedOnRequest';

/** What the product promises, in the order in which its promises are numbered. */
const INVARIANTS: ReadonlyArray<(checked: Checked) => string[]> = [
  acceptedIsWhole,
  oneEffect,
  fenced,
  rescued,
  givenUpWithReason,
  removedOnRequest,
  converged,
  intentFirst,
  noEmptyCommits,
  legalPhases,
];

/**
 * Compares what the database says with what the branch holds, and trusts neither.
 *
 * @remarks
 * It knows nothing of what was asked for but the keys that it is given, uses no code of the product, and reads what `readRecords` and
 * `readBranch` found. A run of faults is judged by it as a whole: whatever happened, what is left must make sense.
 *
 * @returns every breach in words, each with the number of its invariant; nothing when all is well.
 */
export function checkInvariants(
  evidence: Evidence,
  options: CheckOptions = {},
): string[] {
  const checked: Checked = {
    ...evidence,
    ...options,
    atRest: options.atRest ?? true,
  };
  return INVARIANTS.flatMap((invariant, index) =>
    invariant(checked).map(problem => `invariant ${index + 1}: ${problem}`),
  );
}
