import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { campaignConfig } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/campaignConfig';
import { findFreePort } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/findFreePort';
import { Benchmark, Measurement } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { median } from '../frame/statistics';
import { runGit } from '../git/runGit';
import { COMPILED_PLUGIN, compilePackages } from './compilePackages';
import { Start, startOnce } from './startOnce';

const NAME = 'with beside without the plugin';

/**
 * B1: what the plugin adds to the start of a backend and to its memory.
 *
 * @remarks
 * Both sides are plain Node.js programs on packages as a registry hands them out: no compiler runs, nothing of this checkout's sources is
 * loaded. They start in turns, each twice before anything is measured, so that all files are in the cache of the system, both have
 * migrated their databases, and neither profits from what the other read.
 */
export const startUp: Benchmark = {
  id: 'B1',
  title: 'Starts a backend with a catalog, with and without the plugin',
  async run(context) {
    const { directory, signal } = context;
    const home = join(directory, 'startup');
    await mkdir(home);
    await compilePackages(home);
    const configFile = join(home, 'app-config.json');
    const port = await findFreePort();
    await writeFile(configFile, JSON.stringify(await configOf(home, port)));
    const start = async (withPlugin: boolean): Promise<Start> => {
      const program = join(home, withPlugin ? 'with.js' : 'without.js');
      await writeFile(program, programOf(withPlugin));
      return startOnce({ program, configFile, port, signal });
    };
    // The first start creates the databases and reads all files from the disk.
    for (const withPlugin of [true, false, true, false]) {
      await start(withPlugin);
    }
    const pairs = context.quick ? 3 : 2;
    const rows = await compareInRounds(context, [
      { name: NAME, measure: () => measurePairs(pairs, start) },
    ]);
    return {
      rows,
      ratios: [
        {
          name: 'ms more until it serves',
          value: figureOf(rows, NAME, 'ms more'),
          goal: { atMost: 150 },
        },
        {
          name: 'MB more after the start',
          value: figureOf(rows, NAME, 'MB more'),
          goal: { atMost: 20 },
        },
      ],
      notes: [
        'Built as packages are published; on SQLite files that were migrated before, with a warm file cache.',
      ],
    };
  },
};

async function measurePairs(
  pairs: number,
  start: (withPlugin: boolean) => Promise<Start>,
): Promise<Measurement> {
  const withPlugin: Start[] = [];
  const without: Start[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    without.push(await start(false));
    withPlugin.push(await start(true));
  }
  const middle = (starts: Start[], of: keyof Start) =>
    median(starts.map(each => each[of]));
  const more = (of: keyof Start) =>
    middle(withPlugin, of) - middle(without, of);
  return {
    'ms more': more('ms'),
    'ms CPU more': more('cpuMs'),
    'MB more': more('mb'),
    'ms without': middle(without, 'ms'),
    'MB without': middle(without, 'mb'),
  };
}

async function configOf(home: string, port: number): Promise<object> {
  const origin = join(home, 'origin.git');
  const databases = join(home, 'databases');
  const cacheDirectory = join(home, 'cache');
  await Promise.all(
    [origin, databases, cacheDirectory].map(each => mkdir(each)),
  );
  await runGit(origin, ['init', '--bare', '--quiet', '-b', 'main']);
  const { backend, controlPlane } = campaignConfig({
    repositoryUrl: `file://${origin}`,
    cacheDirectory,
    database: {
      client: 'better-sqlite3',
      connection: { directory: databases },
    },
  });
  return {
    backend: {
      ...backend,
      baseUrl: `http://127.0.0.1:${port}`,
      listen: `127.0.0.1:${port}`,
      auth: { dangerouslyDisableDefaultAuthPolicy: true },
    },
    permission: { enabled: false },
    events: { useEventBus: 'never' },
    controlPlane,
  };
}

/** Plain JavaScript: nothing of the checkout's own compiler is in the process. */
function programOf(withPlugin: boolean): string {
  return `
const { createBackend } = require('@backstage/backend-defaults');
const { WinstonLogger } = require('@backstage/backend-defaults/rootLogger');
const { coreServices, createServiceFactory } = require('@backstage/backend-plugin-api');
const backend = createBackend();
backend.add(require('@backstage/plugin-catalog-backend'));
${withPlugin ? `backend.add(require('${COMPILED_PLUGIN}'));` : ''}
backend.add(createServiceFactory({
  service: coreServices.rootLogger,
  deps: {},
  factory: () => WinstonLogger.create({ level: 'error', format: WinstonLogger.colorFormat() }),
}));
process.stdin.resume().once('close', () => process.exit(1));
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
`;
}
