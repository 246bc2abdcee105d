import {
  checkRequestRest,
  checkRequestRules,
} from '../__testUtils__/models/requestModel';

/** A few seconds; `npm run faults` does many more. */
const SEQUENCES = 2_000;

describe('any sequence of proposals, decisions, publications, failures and edits', () => {
  it('keeps the rules of the model', () => {
    const { failure } = checkRequestRules({ numRuns: SEQUENCES });

    expect(failure).toBeUndefined();
  });

  it('comes to rest once the branch takes everything, with the branch as the records say', () => {
    const { failure } = checkRequestRest({ numRuns: SEQUENCES });

    expect(failure).toBeUndefined();
  });
});
