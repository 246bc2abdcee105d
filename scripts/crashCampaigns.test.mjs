import assert from 'node:assert/strict';
import test from 'node:test';
import { readOptions } from './crashCampaigns.mjs';

test('a campaign kills ten times on both databases unless told otherwise', () => {
  const { seed, ...rest } = readOptions([]);

  assert.ok(Number.isInteger(seed));
  assert.deepEqual(rest, {
    kills: 10,
    requests: 50,
    clients: ['better-sqlite3', 'pg'],
  });
});

test('a campaign does what the command line says', () => {
  assert.deepEqual(
    readOptions(['--seed', '7', '--kills=2', '--database', 'sqlite']),
    { seed: 7, kills: 2, requests: 50, clients: ['better-sqlite3'] },
  );
});

for (const [args, message] of [
  [['--kills', '0'], /--kills: expected a whole number from 1 to 100, got 0/],
  [['--seed', 'x'], /--seed: expected a whole number .* got x/],
  [['--database', 'mysql'], /--database: expected sqlite, postgres or both/],
  [['--speed'], /--speed/],
]) {
  test(`a campaign refuses ${args.join(' ')}`, () => {
    assert.throws(() => readOptions(args), message);
  });
}
