import { FakeClock } from '../__testUtils__/FakeClock';
import { JobIds, firstJobIdOf, isJobId } from './JobIds';

describe('JobIds', () => {
  it('makes ids that grow with every call, also within a millisecond and when the clock steps back', async () => {
    const clock = new FakeClock();
    const times = [0, 0, 5, 5, 2].map(
      offset => new Date(clock.now().getTime() + offset),
    );
    let call = 0;
    const ids = new JobIds({ now: () => times[Math.min(call++, 4)] });
    const made = Array.from({ length: 5000 }, () => ids.next());

    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(5000);
    expect(made.every(isJobId)).toBe(true);
    expect(made[0]).toMatch(/^.{14}7.{4}[89ab]/);
  });

  it('tells the least id of a time, which ids of that time reach and earlier ones do not', () => {
    const at = new Date('2026-11-22T10:00:00.123Z');
    const idAt = (milliseconds: number) =>
      new JobIds({ now: () => new Date(milliseconds) }).next();

    expect(isJobId(firstJobIdOf(at))).toBe(true);
    expect(idAt(at.getTime() - 1) < firstJobIdOf(at)).toBe(true);
    expect(idAt(at.getTime()) >= firstJobIdOf(at)).toBe(true);
  });

  it.each([
    '',
    'req-1',
    '0197-…',
    '../../etc',
    'ABCDEF00-0000-7000-8000-000000000000',
  ])('does not take %p for an id', id => {
    expect(isJobId(id)).toBe(false);
  });
});
