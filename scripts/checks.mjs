import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import {
  appBuild,
  browserAdvice,
  browserTestResults,
  browserTestTraces,
  prepareBrowserTests,
} from './browserTests.mjs';
import { startPostgres } from './embeddedPostgres.mjs';
import { dataDir, rootDir } from './paths.mjs';
import { exitCodeOf, onStopSignal, runCollected } from './processes.mjs';
import {
  countFaults,
  countJest,
  countNodeTests,
  countPlaywright,
  faultTable,
} from './testCounts.mjs';

const outputDir = path.join(dataDir, 'test');
const jestResults = path.join(outputDir, 'jest.json');
const stillRunningMs = 60_000;
const sources = ['packages', 'plugins', 'benchmarks', 'scripts'];

/**
 * Runs all checks and tests, reports each on a line of its own with the output of those that fail, and says the sum.
 *
 * @returns the exit code: 0 when something ran and nothing failed
 */
export async function runChecks() {
  rmSync(outputDir, { recursive: true, force: true });
  mkdirSync(outputDir, { recursive: true });
  const stop = new AbortController();
  let stoppedBy;
  onStopSignal(name => {
    stoppedBy = name;
    stop.abort();
  });

  const counts = await runStages(stop.signal);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  if (stoppedBy) {
    console.log(`Stopped by ${stoppedBy}`);
    return exitCodeOf(null, stoppedBy);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function runStages(signal) {
  // Two at a time: the checks take one core each, and Jest brings its own two workers.
  const lanes = [
    [typesStage, apiReportsStage, importRulesStage, formatStage],
    [lintStage, scriptTestsStage, ...configStages],
  ];
  const counts = await Promise.all(
    lanes.map(async stages => {
      const results = [];
      for (const stage of stages) {
        results.push(await runStage(stage, { signal }));
      }
      return results;
    }),
  );
  const tests = await withPostgres(signal, environment =>
    runStage(unitTestsStage, { signal, environment }),
  );
  return [
    ...counts.flat(),
    ...tests,
    // Alone: they measure how long the product takes to recover.
    await runStage(faultsStage, { signal }),
    ...(await runBrowserStages(signal)),
  ];
}

async function runBrowserStages(signal) {
  if (signal.aborted) {
    return [];
  }
  const environment = await prepareBrowserTests();
  if (!environment) {
    console.log(`not run Browser tests: ${browserAdvice}`);
    return [];
  }
  const build = await runStage(appBuildStage, { signal });
  return build.failed > 0
    ? [build]
    : [build, await runStage(browserTestsStage, { signal, environment })];
}

async function withPostgres(signal, run) {
  if (signal.aborted) {
    return [];
  }
  let postgres;
  try {
    postgres = await startPostgres();
  } catch (error) {
    console.log(`FAILED  PostgreSQL for the tests\n${error.message}`);
    return [{ passed: 0, failed: 1 }];
  }
  try {
    return [
      await run({
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
      }),
    ];
  } finally {
    await postgres.stop();
  }
}

// The declarations that come of it are what the API reports are made from.
const declarationsDir = path.join(outputDir, 'types');

const typesStage = staticCheck('Types', 'tsc', [
  ...['--emitDeclarationOnly', '--declaration', '--incremental', 'false'],
  ...['--outDir', declarationsDir, '--pretty', 'false'],
]);

const importRulesStage = staticCheck('Import rules', 'depcruise', [
  '--output-type=err-long',
  'packages',
  'plugins',
]);

const formatStage = staticCheck('Formatting', 'prettier', [
  '--check',
  '--loglevel=warn',
  '.',
]);

// Against the schemas of all packages; the variables they read are not needed.
const configStages = ['app-config.yaml', 'app-config.production.yaml'].map(
  file =>
    staticCheck(`Configuration ${file}`, 'backstage-cli', [
      ...['config:check', '--strict', '--lax', '--config', file],
    ]),
);

const lintStage = staticCheck('Lint', 'eslint', [
  '--ext=.js,.mjs,.cjs,.ts,.tsx',
  ...sources,
]);

const apiReportsStage = {
  ...staticCheck('API reports', '', []),
  command: process.execPath,
  args: () => ['scripts/apiReports.mjs', '--check', '--types', declarationsDir],
};

const scriptTestsStage = {
  name: 'Node tests',
  command: process.execPath,
  args: () => ['--test', '--test-reporter=tap', ...findNodeTests()],
  count: ({ exitCode, output }) => countNodeTests(output, exitCode),
};

const unitTestsStage = {
  name: 'Jest on SQLite and PostgreSQL',
  command: binary('backstage-cli'),
  args: () => [
    ...['repo', 'test', '--maxWorkers=2'],
    ...['--json', `--outputFile=${jestResults}`],
  ],
  count: ({ exitCode }) => countJest(readJson(jestResults), exitCode),
};

// Those that no Jest test does. They stop and fill the PostgreSQL that they start, so it is none that others use.
const faultsStage = {
  name: 'Faults that are not in Jest, a short version of each',
  command: process.execPath,
  args: () => ['scripts/faults.mjs', '--short', '--not-in-jest'],
  count: ({ exitCode, output }) => countFaults(output, exitCode),
  show: ({ output }) => [
    `seed ${output.match(/, seed (\d+)$/m)?.[1] ?? 'unknown'}`,
    ...faultTable(output),
  ],
};

const appBuildStage = {
  ...staticCheck('App bundle', appBuild.command, appBuild.args),
  cwd: appBuild.cwd,
};

const browserTestsStage = {
  name: 'Browser tests',
  command: binary('playwright'),
  args: () => ['test'],
  count: ({ exitCode }) =>
    countPlaywright(readJson(browserTestResults), exitCode),
  whereToLook: `Traces: npx playwright show-trace <file in ${path.relative(
    rootDir,
    browserTestTraces,
  )}>`,
};

function staticCheck(name, command, args) {
  return {
    name,
    command: binary(command),
    args: () => args,
    count: ({ exitCode }) =>
      exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  };
}

async function runStage(stage, { signal, environment }) {
  if (signal.aborted) {
    return { passed: 0, failed: 0 };
  }
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  const stillRunning = setInterval(
    () => console.log(`...     ${stage.name}: running (${seconds()} s)`),
    stillRunningMs,
  );
  const result = await runCollected(stage.command, stage.args(), {
    cwd: stage.cwd ?? rootDir,
    signal,
    env: {
      ...process.env,
      CI: 'true',
      TZ: 'UTC',
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      ...environment,
    },
  });
  clearInterval(stillRunning);
  const count = stage.count(result);
  const verdict = count.failed === 0 ? 'ok    ' : 'FAILED';
  const notRun = count.skipped ? `, ${count.skipped} not run` : '';
  console.log(
    `${verdict}  ${stage.name}: ${count.passed} passed, ${
      count.failed
    } failed${notRun} (${seconds()} s)`,
  );
  if (stage.show && !signal.aborted) {
    stage.show(result).forEach(line => console.log(`        ${line}`));
  }
  if (count.failed > 0 && !signal.aborted) {
    console.log(readable(result.output));
    if (stage.whereToLook) {
      console.log(stage.whereToLook);
    }
  }
  return count;
}

// What passed is counted already; colours are for terminals.
function readable(output) {
  const failures = output.replace(/^(?:.*\bPASS\b|\s*✓\s).*\n/gm, '');
  return process.stdout.isTTY ? failures : stripVTControlCharacters(failures);
}

// Checks that Jest cannot run, such as those that need packages which are ES modules only.
function findNodeTests() {
  const packageDirs = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(path.join(rootDir, folder)).map(name =>
      path.join(folder, name, 'scripts'),
    ),
  );
  return [
    ...filesIn('scripts', name => name.endsWith('.test.mjs')),
    ...packageDirs.flatMap(dir =>
      filesIn(dir, name => /^check-.*\.mjs$/.test(name)),
    ),
  ];
}

function filesIn(dir, accepts) {
  try {
    return readdirSync(path.join(rootDir, dir))
      .filter(accepts)
      .map(name => path.join(dir, name));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function binary(name) {
  return path.join(rootDir, 'node_modules/.bin', name);
}
