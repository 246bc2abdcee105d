import fc from 'fast-check';
import { shareOut, WaitingLane } from './shareOut';

function lane(group: string, over: Partial<WaitingLane> = {}): WaitingLane {
  return {
    kind: 'test',
    group,
    limitKey: '',
    priority: 0,
    due: 10,
    first: { runAt: 0, id: group },
    ...over,
  };
}

const nothingRuns = { running: new Map<string, number>(), free: new Map() };

/** How many jobs each group gets. */
function byGroup(shares: ReturnType<typeof shareOut>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const {
    lane: { group },
    jobs,
  } of shares) {
    counts[group] = (counts[group] ?? 0) + jobs;
  }
  return counts;
}

describe('shareOut', () => {
  it('gives groups equal shares, whatever they have waiting', () => {
    const shares = shareOut([lane('many', { due: 10_000 }), lane('few')], {
      ...nothingRuns,
      most: 10,
    });
    expect(byGroup(shares)).toEqual({ many: 5, few: 5 });
  });

  it('lets the rest have what a group cannot use', () => {
    const shares = shareOut([lane('many'), lane('few', { due: 1 })], {
      ...nothingRuns,
      most: 6,
    });
    expect(byGroup(shares)).toEqual({ many: 5, few: 1 });
  });

  it('evens out what runs already', () => {
    const shares = shareOut([lane('busy'), lane('idle')], {
      ...nothingRuns,
      running: new Map([['busy', 3]]),
      most: 5,
    });
    expect(byGroup(shares)).toEqual({ busy: 1, idle: 4 });
  });

  it('gives a single turn to the group that runs least, then to the one that has waited longest', () => {
    const lanes = [
      lane('busy', { first: { runAt: 1, id: 'a' } }),
      lane('young', { first: { runAt: 9, id: 'b' } }),
      lane('old', { first: { runAt: 8, id: 'c' } }),
    ];
    const running = new Map([['busy', 1]]);
    const next = (most: number) =>
      byGroup(shareOut(lanes, { ...nothingRuns, running, most }));
    expect(next(1)).toEqual({ old: 1 });
    expect(next(2)).toEqual({ old: 1, young: 1 });
    expect(next(3)).toEqual({ busy: 1, old: 1, young: 1 });
  });

  it('takes the highest priority of a group first, then what came first', () => {
    const urgent = lane('a', {
      priority: 5,
      due: 1,
      first: { runAt: 0, id: 'b' },
    });
    const first = lane('a', { due: 1, first: { runAt: 0, id: 'a' } });
    const second = lane('a', { due: 1, first: { runAt: 0, id: 'c' } });
    const taken = [1, 2, 3].map(most =>
      shareOut([second, first, urgent], { ...nothingRuns, most }).map(
        share => share.lane,
      ),
    );
    expect(taken).toEqual([[urgent], [urgent, first], [urgent, first, second]]);
  });

  it('keeps to what is left of each limit and goes on with what has none', () => {
    const shares = shareOut(
      [
        lane('a', { limitKey: 'full' }),
        lane('a', { limitKey: 'narrow' }),
        lane('b', { limitKey: 'narrow' }),
        lane('b', { due: 2 }),
      ],
      {
        ...nothingRuns,
        free: new Map([
          ['full', 0],
          ['narrow', 3],
        ]),
        most: 100,
      },
    );
    expect(
      shares.map(({ lane: { limitKey }, jobs }) => [limitKey, jobs]),
    ).toEqual(
      expect.arrayContaining([
        ['narrow', expect.any(Number)],
        ['', 2],
      ]),
    );
    const narrow = shares.filter(share => share.lane.limitKey === 'narrow');
    expect(narrow.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(3);
    expect(shares.some(share => share.lane.limitKey === 'full')).toBe(false);
  });

  it('gives out as much as there is and no more, and nobody goes short for one who got more', () => {
    const lanes = fc.array(
      fc.record({
        group: fc.constantFrom('a', 'b', 'c', 'd'),
        due: fc.nat(20),
        priority: fc.nat(2),
      }),
      { maxLength: 12 },
    );
    const counts = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.nat(9),
    );
    fc.assert(
      fc.property(lanes, counts, fc.nat(60), (given, running, most) => {
        const all = given.map(({ group, ...over }, index) =>
          lane(group, { ...over, first: { runAt: 0, id: `${index}` } }),
        );
        const runs = new Map(Object.entries(running));
        const shares = shareOut(all, { most, running: runs, free: new Map() });

        const due = all.reduce((sum, each) => sum + each.due, 0);
        const given_ = shares.reduce((sum, { jobs }) => sum + jobs, 0);
        expect(given_).toBe(Math.min(due, most));
        shares.forEach(share =>
          expect(share.jobs).toBeLessThanOrEqual(share.lane.due),
        );

        const got = byGroup(shares);
        const level = (group: string) =>
          (runs.get(group) ?? 0) + (got[group] ?? 0);
        const hungry = [...new Set(all.map(({ group }) => group))].filter(
          group =>
            all.reduce(
              (sum, each) => sum + (each.group === group ? each.due : 0),
              0,
            ) > (got[group] ?? 0),
        );
        for (const group of hungry) {
          for (const other of Object.keys(got)) {
            expect(level(other)).toBeLessThanOrEqual(level(group) + 1);
          }
        }
      }),
    );
  });
});
