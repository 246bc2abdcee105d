import { judgeAbsence } from './judgeAbsence';

const NOW = new Date('2030-01-01T00:10:00Z');
const LONG_AGO = new Date('2030-01-01T00:00:00Z');
const JUST_NOW = new Date('2030-01-01T00:09:59Z');

function known(
  entityRef: string,
  missing: { missingLooks?: number; missingSince?: Date } = {},
) {
  return { entityRef, missingLooks: 0, ...missing };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => known(`descriptor-${n}`));

function judge(
  records: ReturnType<typeof known>[],
  seen: string[],
  more: { catalogIsEmpty?: boolean; holdMassRemoval?: boolean } = {},
) {
  return judgeAbsence({
    known: records,
    seen: new Set(seen),
    catalogIsEmpty: false,
    holdMassRemoval: true,
    graceSeconds: 300,
    now: NOW,
    ...more,
  });
}

/** How a look at ten known descriptors with so many absent ends. */
const absentOfTen = (count: number) =>
  judge(
    many(10),
    many(10)
      .slice(count)
      .map(({ entityRef }) => entityRef),
  ).type;

describe('judgeAbsence', () => {
  it.each([
    ['was never absent', known('a'), 'missing'],
    [
      'is absent for the second time, but not for long',
      known('a', { missingLooks: 1, missingSince: JUST_NOW }),
      'missing',
    ],
    [
      'was absent once, long ago',
      known('a', { missingLooks: 1, missingSince: LONG_AGO }),
      'removed',
    ],
  ] as const)('judges one that %s', (_, record, list) => {
    expect(judge([record], [])).toEqual({
      type: 'judged',
      missing: [],
      removed: [],
      back: [],
      [list]: ['a'],
    });
  });

  it('forgets the absence of one that is back', () => {
    const record = known('a', { missingLooks: 1, missingSince: LONG_AGO });
    expect(judge([record], ['a'])).toEqual({
      type: 'judged',
      missing: [],
      removed: [],
      back: ['a'],
    });
  });

  it('never counts an absence from a catalog that is empty as a whole', () => {
    const record = known('a', { missingLooks: 9, missingSince: LONG_AGO });
    expect(judge([record], [], { catalogIsEmpty: true })).toEqual({
      type: 'held',
      reason: expect.stringContaining('empty as a whole'),
    });
  });

  it('does not mind an empty catalog while nothing is known', () => {
    expect(judge([], [], { catalogIsEmpty: true }).type).toBe('judged');
  });

  it.each([
    [1, 'judged'],
    [5, 'judged'],
    [6, 'held'],
    [10, 'held'],
  ])('calls the absence of %d of ten at once %s', (count, type) => {
    expect(absentOfTen(count)).toBe(type);
  });

  it('lets all of four go at once', () => {
    expect(judge(many(4), []).type).toBe('judged');
  });

  it('says how to let a mass removal through, and does so', () => {
    expect(judge(many(6), [])).toEqual({
      type: 'held',
      reason: expect.stringMatching(/6 of 6.*holdMassRemoval/),
    });
    expect(judge(many(6), [], { holdMassRemoval: false }).type).toBe('judged');
  });
});
