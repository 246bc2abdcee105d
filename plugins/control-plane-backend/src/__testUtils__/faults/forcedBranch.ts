import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { countLiveJobs } from './countRows';
import { waitUntil } from './waitUntil';
import { WorkWorld } from './WorkWorld';

const AT_ONCE = 2;
const LONGEST_REST_MS = 60_000;
/** Classes of each kind of policy, and how many requests of them there are. */
const REPORTED = 2;
const REPAIRED = 1;

const guarded = {
  name: 'guarded',
  title: 'Guarded preview',
  regions: ['us-east-1'],
  lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
  namespaces: ['app'],
  quotaProfile: 'small',
  cost: { monthly: 150, currency: 'USD' },
  drift: { onForeignEdit: 'repair' },
};

/** Somebody forces the branch back to before we published. */
export const forcedBranch: FaultCampaign = {
  id: 'F14',
  title: 'the branch forced back to a commit from before the publication',
  mustHold:
    'told as drift; published again only where the class says so, and once',
  runs: { full: 20, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const outcome = await eachRun(context, { atOnce: AT_ONCE }, async run => {
      const world = await WorkWorld.create({
        ...context,
        classes: [guarded],
      });
      try {
        return await forceBack(world, run);
      } catch (error) {
        run.report(`the replica said:\n${await world.lastWords()}`);
        throw error;
      } finally {
        await world.remove();
      }
    });
    return { ...outcome, figures: {} };
  },
};

async function forceBack(
  world: WorkWorld,
  { random, signal }: FaultRun,
): Promise<string[]> {
  const within = { withinMs: LONGEST_REST_MS, signal };
  await world.start(signal);
  await world.rests(within);
  const before = await world.origin.head();
  const calls = world.plan(REPORTED + REPAIRED, random);
  const ids = await world.ask(
    calls.map(({ key, body }, index) => ({
      key,
      body:
        index < REPORTED
          ? { ...body, class: 'preview' }
          : { ...body, class: 'guarded', region: 'us-east-1' },
    })),
  );
  if (!(await world.rests(within))) {
    return ['not all was ready before the branch was forced back'];
  }
  const reported = await foldersOf(world, ids.slice(0, REPORTED));
  const repaired = await foldersOf(world, ids.slice(REPORTED));

  await world.origin.git('update-ref', 'refs/heads/main', before);
  const atRest = async () => {
    await world.door.resync();
    return waitUntil(
      async () => (await countLiveJobs(world.database)) === 0,
      within,
    );
  };
  const rests = await atRest();
  const head = await world.origin.head();
  // Whoever loops in silence commits again at the next look.
  const restsAgain = await atRest();
  const headAgain = await world.origin.head();
  const files = await world.origin.files();
  const commits = await world.origin.git(
    'rev-list',
    '--count',
    `${before}..main`,
  );
  const told: string[] = await world.database.read(knex =>
    knex('drift').whereNull('resolved_at').distinct().pluck('request_id'),
  );
  const isThere = (folder: string) =>
    files.some(file => file.startsWith(`${folder}/`));
  return [
    ...(rests && restsAgain ? [] : ['the comparison did not come to rest']),
    ...ids
      .slice(0, REPORTED)
      .filter(id => !told.includes(id))
      .map(id => `${id} is gone from the branch, and not told as drift`),
    ...reported
      .filter(isThere)
      .map(folder => `${folder} was published again, and nobody asked for it`),
    ...repaired
      .filter(folder => !isThere(folder))
      .map(folder => `${folder} was not published again`),
    ...(commits === String(REPAIRED)
      ? []
      : [`${commits} commits came, expected ${REPAIRED}`]),
    ...(head === headAgain ? [] : ['the next look made another commit']),
    ...(await world.judge({ rewritten: true })),
  ];
}

async function foldersOf(
  { database }: WorkWorld,
  ids: readonly string[],
): Promise<string[]> {
  return database.read(knex =>
    knex('requests').whereIn('id', ids).pluck('path'),
  );
}
