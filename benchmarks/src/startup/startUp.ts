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

/** In the order in which they start. */
const SIDES = ['without', 'bare', 'with'] as const;
type Side = (typeof SIDES)[number];

/**
 * B1: what the plugin adds to the start of a backend and to its memory.
 *
 * @remarks
 * All sides are plain Node.js programs on packages as a registry hands them out: no compiler runs, nothing of this checkout's sources is
 * loaded. They start in turns, each twice before anything is measured, so that all files are in the cache of the system, all have
 * migrated their databases, what the targets share is published, and none profits from what another read.
 *
 * The bare plugin does nothing but have a database, a route and a scheduled task: what Backstage itself asks of whoever has those is part
 * of what ours costs, and shown beside it. The goals are for the whole.
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
    const start = async (side: Side): Promise<Start> => {
      const program = join(home, `${side}.js`);
      await writeFile(program, programOf(side));
      return startOnce({ program, configFile, port, signal });
    };
    // The first start creates the databases and reads all files from the disk.
    for (const side of [...SIDES, ...SIDES]) {
      await start(side);
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
        'Bare: a plugin that has a database, a route and a scheduled task, and does nothing.',
      ],
    };
  },
};

async function measurePairs(
  pairs: number,
  start: (side: Side) => Promise<Start>,
): Promise<Measurement> {
  const starts: Record<Side, Start[]> = { without: [], bare: [], with: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const side of SIDES) {
      starts[side].push(await start(side));
    }
  }
  const middle = (side: Side, of: keyof Start) =>
    median(starts[side].map(each => each[of]));
  const more = (side: Side, of: keyof Start) =>
    middle(side, of) - middle('without', of);
  return {
    'ms more': more('with', 'ms'),
    'ms CPU more': more('with', 'cpuMs'),
    'MB more': more('with', 'mb'),
    'ms more, bare': more('bare', 'ms'),
    'ms CPU more, bare': more('bare', 'cpuMs'),
    'MB more, bare': more('bare', 'mb'),
    'ms without': middle('without', 'ms'),
    'MB without': middle('without', 'mb'),
  };
}

async function configOf(home: string, port: number): Promise<object> {
  const origin = join(home, 'origin.git');
  const databases = join(home, 'databases');
  const cacheDirectory = join(home, 'cache');
  await Promise.all(
    [origin, databases, cacheDirectory].map(each => mkdir(each)),
  );
  await createBranch(origin);
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

/** A repository whose branch exists: into one without, what targets share would be published in vain at every start anew. */
async function createBranch(origin: string): Promise<void> {
  const git = async (...args: string[]) =>
    (await runGit(origin, args)).toString().trim();
  await git('init', '--bare', '--quiet', '-b', 'main');
  const commit = await git('commit-tree', '-m', 'First', await git('mktree'));
  await git('update-ref', 'refs/heads/main', commit);
}

/** Plain JavaScript: nothing of the checkout's own compiler is in the process. */
function programOf(side: Side): string {
  return `
const { createBackend } = require('@backstage/backend-defaults');
const { WinstonLogger } = require('@backstage/backend-defaults/rootLogger');
const { coreServices, createBackendPlugin, createServiceFactory } = require('@backstage/backend-plugin-api');
const backend = createBackend();
backend.add(require('@backstage/plugin-catalog-backend'));
${FEATURES[side]}
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

const BARE_PLUGIN = `createBackendPlugin({
  pluginId: 'bare',
  register(env) {
    const { auth, database, httpAuth, httpRouter, permissions, scheduler, userInfo } = coreServices;
    env.registerInit({
      deps: { auth, database, httpAuth, httpRouter, permissions, scheduler, userInfo },
      async init({ database, httpRouter, scheduler }) {
        await database.getClient();
        httpRouter.use((req, res) => res.end());
        await scheduler.scheduleTask({
          id: 'nothing',
          frequency: { hours: 1 },
          timeout: { minutes: 1 },
          initialDelay: { minutes: 1 },
          fn: async () => {},
        });
      },
    });
  },
})`;

/** What each side adds to the catalog. */
const FEATURES: Record<Side, string> = {
  without: '',
  bare: `backend.add(${BARE_PLUGIN});`,
  with: `backend.add(require('${COMPILED_PLUGIN}'));`,
};
