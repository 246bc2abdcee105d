import fc from 'fast-check';
import {
  checkRequestRest,
  checkRequestRules,
} from '../__testUtils__/models/requestModel';

/** A few seconds; `npm run faults` does many more. */
const SEQUENCES = 2_000;

describe('any sequence of proposals, decisions, publications, failures and edits', () => {
  it('keeps the rules of the model', () => {
    const details = checkRequestRules({ numRuns: SEQUENCES });

    expect(fc.defaultReportMessage(details)).toBeUndefined();
  });

  it('comes to rest once the branch takes everything, with the branch as the records say', () => {
    const details = checkRequestRest({ numRuns: SEQUENCES });

    expect(fc.defaultReportMessage(details)).toBeUndefined();
  });
});
