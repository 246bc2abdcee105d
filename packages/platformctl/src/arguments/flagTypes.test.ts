import { duration, hours, integer, oneOf, pair, text } from './flagTypes';

describe('duration', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
  ])('reads %s', (value, expected) => {
    expect(duration('--timeout')(value)).toBe(expected);
  });

  it.each(['', '10', '0s', '-1m', '1.5h', '1w', '10 m', '10m\n', '9999999s'])(
    'refuses %j',
    value => {
      expect(() => duration('--timeout')(value)).toThrow(
        '--timeout: expected a duration such as 90s, 10m, 2h or 3d, got ',
      );
    },
  );
});

describe('hours', () => {
  it.each([
    ['24h', 24],
    ['3d', 72],
    ['120m', 2],
  ])('reads %s', (value, expected) => {
    expect(hours('--ttl')(value)).toBe(expected);
  });

  it('refuses a piece of an hour', () => {
    expect(() => hours('--ttl')('90m')).toThrow(
      '--ttl: expected whole hours or days, such as 24h or 3d, got "90m"',
    );
  });
});

describe('integer', () => {
  const read = integer('--limit', { min: 1, max: 100 });

  it.each([
    ['1', 1],
    ['100', 100],
  ])('reads %s', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it.each(['', '0', '101', '-1', '1.5', '1e1', '0x1', 'many', ' 1'])(
    'refuses %j',
    value => {
      expect(() => read(value)).toThrow(
        '--limit: expected a whole number from 1 to 100, got ',
      );
    },
  );
});

describe('pair', () => {
  it.each([
    ['a=b', { key: 'a', value: 'b' }],
    ['a=', { key: 'a', value: '' }],
    ['a=b=c', { key: 'a', value: 'b=c' }],
  ])('reads %s', (value, expected) => {
    expect(pair('--label')(value)).toEqual(expected);
  });

  it.each(['', 'a', '=b'])('refuses %j', value => {
    expect(() => pair('--label')(value)).toThrow(
      '--label: expected key=value, got ',
    );
  });
});

describe('oneOf and text', () => {
  it('lists the choices', () => {
    expect(() => oneOf('--as', ['viewer', 'admin'])('root')).toThrow(
      '--as: expected one of viewer, admin, got "root"',
    );
  });

  it('refuses a flag without its value', () => {
    expect(() => text('--team')('')).toThrow(
      '--team: expected a value, got nothing',
    );
  });
});
