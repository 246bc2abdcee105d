import { RevisionSummary } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { isReplaced } from './isReplaced';

function revision(overrides: Partial<RevisionSummary>): RevisionSummary {
  return {
    generation: 1,
    slot: 'spec',
    action: 'create',
    state: 'effective',
    planDigest: `sha256:${'0'.repeat(64)}`,
    requestedBy: 'user:default/remy',
    requestedAt: '2030-01-31T12:00:00.000Z',
    ...overrides,
  };
}

describe('isReplaced', () => {
  const first = revision({});

  it.each<[string, RevisionSummary, boolean]>([
    ['is alone', first, false],
    ['is followed by a change in force', revision({ generation: 2 }), true],
    [
      'is followed by a change that waits',
      revision({ generation: 2, state: 'pending_approval' }),
      false,
    ],
    [
      'is followed by a longer lease',
      revision({ generation: 2, slot: 'lease', action: 'extend' }),
      false,
    ],
  ])('tells of a revision that %s', (_what, newer, expected) => {
    expect(isReplaced(first, [newer, first])).toBe(expected);
  });

  it('does not hold for what was never in force', () => {
    const rejected = revision({ state: 'rejected' });
    expect(isReplaced(rejected, [revision({ generation: 2 })])).toBe(false);
  });
});
