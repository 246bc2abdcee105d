import { setTimeout as wait } from 'node:timers/promises';
import { countRows } from './countRows';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultResult, FaultRun } from './FaultCampaign';
import { longest } from './figures';
import { insistOn } from './insistOn';
import { ApiAnswer, createCall } from './LoadBalancer';
import { OlderVersion } from './OlderVersion';
import { ServedWorld } from './ServedWorld';
import { startLoad } from './startLoad';

/**
 * What is rolled out from, as a tag of a release would name it: the last commit before migration `20261124000100`. Once there is a
 * release, its tag takes this place.
 */
const OLDER = '1f0ea969396bd3b3ebc323fc389b9054a5cba618';

const OLD_ONE = 0;
const NEW_ONES = [1, 2];
const TOGETHER_MS = 8000;
const LONGEST_REST_MS = 120_000;
const REFUSED_WITHIN_MS = 60_000;

/** A new version is rolled out: its replicas start, and migrate, while one of the version before works on. */
export const mixedVersions: FaultCampaign = {
  id: 'F27',
  title:
    'two replicas of this version start beside one of an older schema, under load, and take its place',
  mustHold:
    'the older one works on after the migrations and ends in order; nothing is lost or done twice; once it is gone it refuses to come back',
  runs: { full: 3, short: 1 },
  databases: ['pg'],
  run: async (context): Promise<FaultResult> => {
    const older = await OlderVersion.unpack(OLDER);
    if (!older) {
      const notRun = `the history of this clone does not hold ${OLDER}; fetch all of it (git fetch --unshallow)`;
      return { runs: 0, notRun, problems: [], figures: {} };
    }
    const answers: ApiAnswer[] = [];
    try {
      const outcome = await eachRun(context, {}, async run => {
        const world = await ServedWorld.create({
          ...context,
          replicas: 1 + NEW_ONES.length,
        });
        try {
          const result = await rollOut(world, older, run);
          answers.push(...result.answers);
          return result.problems;
        } catch (error) {
          run.report(`the backends said:\n${await world.lastWords()}`);
          throw error;
        } finally {
          await world.remove();
        }
      });
      return {
        ...outcome,
        figures: {
          calls: answers.length,
          'slowest answer': longest(answers.map(({ ms }) => ms)),
        },
      };
    } finally {
      await older.remove();
    }
  },
};

async function rollOut(
  world: ServedWorld,
  { program }: OlderVersion,
  run: FaultRun,
): Promise<{ answers: ApiAnswer[]; problems: string[] }> {
  const { random, signal } = run;
  const old = await world.start(OLD_ONE, signal, program);
  await insistOn(world, world.plan(5, random), signal);
  const before = await migrationsOf(world);
  const load = startLoad(world, run);
  const problems: string[] = [];
  try {
    await Promise.all(NEW_ONES.map(replica => world.start(replica, signal)));
    const after = await migrationsOf(world);
    if (after.length <= before.length) {
      problems.push(`nothing was migrated, ${OLDER} is not older`);
    }
    if (new Set(after).size < after.length) {
      problems.push(`migrated twice: ${after.join(', ')}`);
    }
    const [onNewSchema] = world.plan(1, random);
    const answer = await world.balancer.ask(OLD_ONE, createCall(onNewSchema));
    world.calls.push(onNewSchema);
    if (answer.status !== 201) {
      problems.push(
        `the older one answered ${answer.status} on the newer schema: ${answer.text}`,
      );
    }
    await wait(TOGETHER_MS, undefined, { signal });
    if (old.hasEnded) {
      problems.push(`the older one ended with ${old.process.end}`);
    }
    old.process.terminate();
    await old.process.gone();
    if (old.process.end !== 'code 0') {
      problems.push(`the older one ended with ${old.process.end}`);
    }
  } finally {
    load.end();
  }
  const answers = await load.answers;
  const rests = await world.rests({ withinMs: LONGEST_REST_MS, signal });
  const dead = await countRows(world.database, 'jobs', { state: ['dead'] });
  const comesBack = await world
    .start(
      OLD_ONE,
      AbortSignal.any([signal, AbortSignal.timeout(REFUSED_WITHIN_MS)]),
      program,
    )
    .then(
      () => true,
      () => !world.life(OLD_ONE).hasEnded,
    );
  run.report(
    `${answers.length} calls, the slowest answered after ${longest(
      answers.map(({ ms }) => ms),
    )}`,
  );
  return {
    answers,
    problems: [
      ...problems,
      ...answers
        .filter(({ status }) => status >= 400)
        .map(
          ({ status, text }) =>
            `a call was answered ${status}: ${text.slice(0, 300)}`,
        ),
      ...(rests ? [] : ['not all was done']),
      ...(dead === 0 ? [] : [`${dead} jobs are dead`]),
      ...(comesBack ? ['the older one did not refuse the newer schema'] : []),
      ...(await world.judge()),
    ],
  };
}

function migrationsOf({ database }: ServedWorld): Promise<string[]> {
  return database.read(knex =>
    knex('knex_migrations').orderBy('id').pluck('name'),
  );
}
