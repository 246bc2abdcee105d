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

const faultRow =
  /^(\S+)\s+(?:SQLite|PostgreSQL)\s+(not run|\d+)\s+(\d+)\s+\d+\.\d$/;

/**
 * Counts the campaigns of a run of `npm run faults` from the table that ends its output. One that was not run counts
 * neither as passed nor as failed, unless it has a problem.
 */
export function countFaults(output, exitCode) {
  const rows = faultTable(output).flatMap(line => {
    const [, , runs, problems] = line.match(faultRow) ?? [];
    return runs === undefined ? [] : [{ runs, problems: Number(problems) }];
  });
  const failed = rows.filter(({ problems }) => problems > 0).length;
  const skipped = rows.filter(
    ({ runs, problems }) => problems === 0 && runs === 'not run',
  ).length;
  return {
    passed: rows.length - failed - skipped,
    failed: rows.length === 0 ? 1 : atLeastOne(failed, exitCode),
    skipped,
  };
}

/** What `npm run faults` says of itself in the end: a line for each campaign, under a heading. */
export function faultTable(output) {
  const lines = output.split('\n').map(line => line.trimEnd());
  const heading = lines.findLastIndex(line => /^fault\s+database/.test(line));
  return heading === -1 ? [] : lines.slice(heading).filter(Boolean);
}

function atLeastOne(failed, exitCode) {
  return exitCode === 0 ? failed : Math.max(failed, 1);
}
