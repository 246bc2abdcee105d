import { exactInWords, lengthInWords, relativeInWords } from './timeWords';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('lengthInWords', () => {
  it.each([
    [999, undefined],
    [SECOND, '1s'],
    [61 * SECOND, '1m 1s'],
    [2 * MINUTE, '2m'],
    [3 * HOUR + 59 * SECOND, '3h'],
    [72 * HOUR, '3d'],
    [2 * DAY + 3 * HOUR + 5 * MINUTE, '2d 3h'],
  ])('tells %s ms as %s', (milliseconds, words) => {
    expect(lengthInWords(milliseconds, 'en')).toBe(words);
  });
});

describe('relativeInWords', () => {
  it.each([
    [0, 'now'],
    [-59 * SECOND, 'now'],
    [-61 * SECOND, '1 minute ago'],
    [-2 * HOUR - 59 * MINUTE, '2 hours ago'],
    [-DAY, 'yesterday'],
    [3 * DAY, 'in 3 days'],
    [3 * DAY - SECOND, 'in 3 days'],
  ])('tells a distance of %s ms as %s', (distance, words) => {
    expect(relativeInWords(distance, 0, 'en')).toBe(words);
  });

  it('speaks the language of the app', () => {
    expect(relativeInWords(-2 * DAY, 0, 'de')).toBe('vorgestern');
  });
});

describe('exactInWords', () => {
  it('names second and zone', () => {
    const words = exactInWords(Date.parse('2030-01-31T12:34:56Z'), 'en');
    expect(words).toMatch(/2030.*:34:56.*(UTC|GMT|[A-Z]{2,5})/);
  });
});
