import { WaitingLane } from '../domain/job/shareOut';
import { LaneBook } from './LaneBook';

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

  it('serves ten times as long as its survey took', () => {
    const book = aBook(lane('a', 1));
    expect(book.isOpen(121)).toBe(true);
    expect(book.isOpen(122)).toBe(false);
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
