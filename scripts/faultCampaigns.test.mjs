import assert from 'node:assert/strict';
import test from 'node:test';
import { readOptions } from './faultCampaigns.mjs';

test('the faults run in full on both databases unless told otherwise', () => {
  const { seed, ...rest } = readOptions([]);

  assert.ok(Number.isInteger(seed));
  assert.deepEqual(rest, {
    list: false,
    only: undefined,
    runs: undefined,
    share: undefined,
    short: false,
    notInJest: false,
    minutes: undefined,
    clients: ['better-sqlite3', 'pg'],
  });
});

test('the faults are those that the command line names', () => {
  assert.deepEqual(
    readOptions([
      ...['--seed', '7', '--runs=2', '--database', 'sqlite'],
      ...['--only', 'F1, F6', '--short', '--not-in-jest', '--share', '5'],
    ]),
    {
      list: false,
      only: ['F1', 'F6'],
      runs: 2,
      share: 5,
      short: true,
      notInJest: true,
      seed: 7,
      minutes: undefined,
      clients: ['better-sqlite3'],
    },
  );
});

test('a soak is the one fault that lasts as long as it is told', () => {
  const { only, minutes } = readOptions(['--soak', '--minutes', '5']);

  assert.deepEqual({ only, minutes }, { only: ['F30'], minutes: 5 });
});

for (const [args, message] of [
  [['--runs', '0'], /--runs: expected a whole number from 1 to 100000, got 0/],
  [['--share', '0'], /--share: expected a whole number from 1 to 100, got 0/],
  [['--seed', 'x'], /--seed: expected a whole number .* got x/],
  [['--database', 'mysql'], /--database: expected sqlite, postgres or both/],
  [['--speed'], /--speed/],
]) {
  test(`the faults refuse ${args.join(' ')}`, () => {
    assert.throws(() => readOptions(args), message);
  });
}
