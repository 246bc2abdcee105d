/**
 * Counts the tests of a Jest run. A suite that did not get as far as its tests counts as one failure, and so does a
 * run that ended badly without a failing test.
 */
export function countJest(results, exitCode) {
  const passed = results?.numPassedTests ?? 0;
  const failed =
    (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  return {
    passed,
    failed: atLeastOne(failed, exitCode),
    skipped: results?.numPendingTests ?? 0,
  };
}

/** Counts the tests of a run of `node --test` from the summary that ends its TAP output. */
export function countNodeTests(tap, exitCode) {
  const read = word =>
    Number(tap.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  const failed = read('fail') + read('cancelled');
  return {
    passed: read('pass'),
    failed: atLeastOne(failed, exitCode),
    skipped: read('skipped'),
  };
}

/** Counts the tests of a Playwright run. A test that failed first and passed later counts as failed: it is a flake. */
export function countPlaywright(results, exitCode) {
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = results?.stats ?? {};
  return {
    passed: expected,
    failed: atLeastOne(unexpected + flaky, exitCode),
    skipped,
  };
}

function atLeastOne(failed, exitCode) {
  return exitCode === 0 ? failed : Math.max(failed, 1);
}
