import { WaitingLane } from '../domain/job/shareOut';
import { beginBehind, LaneBook } from './LaneBook';

const lane = (group: string, due: number): WaitingLane => ({
  kind: 'test',
  group,
  limitKey: '',
  priority: 0,
  due,
  first: { runAt: 0, id: group },
});

function aBook(...lanes: WaitingLane[]): LaneBook {
  const book = new LaneBook();
  book.open(
    { lanes, runningOfGroup: new Map(), runningOfLimit: new Map() },
    { startedAt: 100, endedAt: 102 },
  );
  return book;
}

const taken = (shares: ReturnType<LaneBook['share']>) =>
  shares.map(({ lane: { group }, jobs }) => `${group} ${jobs}`).sort();

describe('LaneBook', () => {
  it('gives each job out once', () => {
    const book = aBook(lane('a', 2), lane('b', 1));
    expect(taken(book.share(2))).toEqual(['a 1', 'b 1']);
    expect(taken(book.share(2))).toEqual(['a 1']);
    expect(book.share(2)).toEqual([]);
  });

  it('counts what it gave out as running, so that the next turn is another group’s', () => {
    const book = aBook(lane('a', 9), lane('b', 9));
    expect(taken(book.share(1))).toEqual(['a 1']);
    expect(taken(book.share(1))).toEqual(['b 1']);
    expect(taken(book.share(1))).toEqual(['a 1']);
  });

  it('begins behind what a claim took, however claims beside each other answer', () => {
    const book = aBook(lane('a', 9), lane('b', 9));
    const jobOfA = (id: string, runAt = 5) => ({
      kind: 'test',
      group: 'a',
      priority: 0,
      id,
      runAt: new Date(runAt),
    });

    const [older, newer] = [book.share(6), book.share(4)];
    beginBehind(newer, [jobOfA('2'), jobOfA('7', 4), jobOfA('1')]);
    beginBehind(older, [jobOfA('9', 4), { ...jobOfA('8'), priority: 1 }]);

    expect(
      book.share(2).map(({ lane: { group, first } }) => [group, first]),
    ).toEqual([
      ['b', { runAt: 0, id: 'b' }],
      ['a', { runAt: 5, id: '2' }],
    ]);
  });

  it('serves twenty times as long as its survey took', () => {
    const book = aBook(lane('a', 1));
    expect(book.isOpen(141)).toBe(true);
    expect(book.isOpen(142)).toBe(false);
  });

  it('serves half a second at most, so that others are seen', () => {
    const book = new LaneBook();
    book.open(
      { lanes: [], runningOfGroup: new Map(), runningOfLimit: new Map() },
      { startedAt: 0, endedAt: 5000 },
    );
    expect(book.isOpen(5499)).toBe(true);
    expect(book.isOpen(5500)).toBe(false);
  });

  it('gives nothing out once it is closed', () => {
    const book = aBook(lane('a', 1));
    book.close();
    expect(book.isOpen(103)).toBe(false);
    expect(book.share(1)).toEqual([]);
  });
});
