import { setTimeout as wait } from 'node:timers/promises';
import { countRows } from './countRows';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { ApiAnswer } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';
import { CALLS_A_SECOND, startLoad } from './startLoad';
import { useServedWorld } from './useServedWorld';

const REPLICAS = 2;
const LONGEST_ANSWER_MS = 10_000;
const LONGEST_REST_MS = 120_000;

/** Both replicas are replaced, one after the other, while people work: what a deployment does. */
export const rollingRestart: FaultCampaign = {
  id: 'rolling',
  title: `${REPLICAS} replicas restarted one after the other under ${CALLS_A_SECOND} calls a second`,
  mustHold:
    'the API answers throughout, no request is lost, no job fails, no commit comes twice',
  runs: { full: 3, short: 1 },
  databases: ['pg'],
  run: async context => {
    const answers: ApiAnswer[] = [];
    return useServedWorld(context, { replicas: REPLICAS }, async world => {
      await world.startAll(context.signal);
      const outcome = await eachRun(context, {}, async run => {
        const load = startLoad(world, run);
        try {
          await restartEach(world, run);
        } finally {
          load.end();
        }
        const given = await load.answers;
        answers.push(...given);
        const rests = await world.rests({
          withinMs: LONGEST_REST_MS,
          signal: run.signal,
        });
        const dead = await countRows(world.database, 'jobs', {
          state: ['dead'],
        });
        const rescued = await world.database.read(knex =>
          knex('jobs').whereLike('error_message', 'The lease of%').pluck('id'),
        );
        run.report(
          `${given.length} calls, the slowest answered after ${longest(
            given.map(({ ms }) => ms),
          )}`,
        );
        return [
          ...given
            .filter(({ status, ms }) => status >= 400 || ms > LONGEST_ANSWER_MS)
            .map(
              ({ status, ms, text }) =>
                `a call was answered ${status} after ${seconds(
                  ms,
                )}: ${text.slice(0, 300)}`,
            ),
          ...(rests ? [] : ['not all was done']),
          ...(dead === 0 ? [] : [`${dead} jobs are dead`]),
          ...(rescued.length === 0
            ? []
            : [`${rescued.length} jobs had to be rescued`]),
          ...(await world.judge()),
        ];
      });
      return {
        ...outcome,
        figures: {
          calls: answers.length,
          'slowest answer': longest(answers.map(({ ms }) => ms)),
          'answers by status, 0 is none': [...world.balancer.statuses]
            .map(([status, count]) => `${status}: ${count}`)
            .join(', '),
        },
      };
    });
  },
};

async function restartEach(
  world: ServedWorld,
  { random, signal }: FaultRun,
): Promise<void> {
  for (let replica = 0; replica < REPLICAS; replica += 1) {
    await wait(random.between(500, 2000), undefined, { signal });
    const { process } = world.life(replica);
    process.terminate();
    await process.gone();
    if (process.end !== 'code 0') {
      throw new Error(`Replica ${replica} ended with ${process.end}`);
    }
    await world.start(replica, signal);
  }
}
