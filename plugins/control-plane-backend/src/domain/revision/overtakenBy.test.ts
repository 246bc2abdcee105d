import { aRevision, BUILT_AT } from '../../__testUtils__/builders';
import { overtakenBy } from './overtakenBy';

describe('overtakenBy', () => {
  it('ends the older approved revisions of the slot and nothing else', () => {
    const newer = aRevision({ generation: 3, action: 'update' });
    const older = aRevision({ generation: 1 });
    expect(
      overtakenBy(
        newer,
        [
          older,
          aRevision({ generation: 2, slot: 'lease', action: 'extend' }),
          newer,
          aRevision({ generation: 4, action: 'update' }),
          aRevision({ generation: 2, state: 'effective' }),
          aRevision({ generation: 2, state: 'pending_approval' }),
          aRevision({ generation: 2, state: 'withdrawn' }),
        ],
        BUILT_AT,
      ),
    ).toEqual([
      {
        ...older,
        state: 'superseded',
        endedAt: BUILT_AT,
        endedReason: 'Generation 3 took its place',
      },
    ]);
  });
});
