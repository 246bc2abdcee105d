import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countFaults,
  countJest,
  countNodeTests,
  countPlaywright,
  faultTable,
} from './testCounts.mjs';

test('counts the tests of a Jest run', () => {
  assert.deepEqual(
    countJest({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 1 }, 0),
    {
      passed: 7,
      failed: 0,
      skipped: 1,
    },
  );
});

test('counts a suite that does not load as a failure', () => {
  const results = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 2,
  };
  assert.deepEqual(countJest(results, 1), { passed: 7, failed: 3, skipped: 0 });
});

test('counts a run that left no results as a failure', () => {
  assert.deepEqual(countJest(undefined, 137), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('reads the summary of node tests', () => {
  const tap =
    'ok 1 - a\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 2\n';
  assert.deepEqual(countNodeTests(tap, 1), {
    passed: 3,
    failed: 2,
    skipped: 2,
  });
});

test('counts node tests that crash before their summary as a failure', () => {
  assert.deepEqual(countNodeTests('TAP version 13\n', 1), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('counts a browser test that passed only at the second try as failed', () => {
  const results = {
    stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 1 },
  };
  assert.deepEqual(countPlaywright(results, 1), {
    passed: 4,
    failed: 3,
    skipped: 1,
  });
  assert.deepEqual(countPlaywright(undefined, 1), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

const faults = (...rows) =>
  [
    'F7 on PostgreSQL: connections cut; 2 runs, seed 7',
    '  run 1 seed 7: ok',
    '',
    'fault       database          runs  problems   minutes',
    ...rows,
    '',
  ].join('\n');

test('counts the campaigns of a run of faults by what its table says', () => {
  const output = faults(
    'F7          PostgreSQL           2         0       0.4',
    'F11         PostgreSQL     not run         0       0.0',
    'F13         SQLite               2         3       1.1',
  );

  assert.deepEqual(countFaults(output, 1), {
    passed: 1,
    failed: 1,
    skipped: 1,
  });
  assert.equal(faultTable(output).length, 4);
});

test('counts faults that broke off as a failure, whatever the table says', () => {
  const row = 'F7          PostgreSQL           2         0       0.4';

  assert.deepEqual(countFaults(faults(row), 137), {
    passed: 1,
    failed: 1,
    skipped: 0,
  });
  assert.deepEqual(countFaults('Stopped\n', 0), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});
