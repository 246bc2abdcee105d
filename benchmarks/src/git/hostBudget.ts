import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Benchmark } from '../frame/Benchmark';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { RequestPlan } from './RequestPlan';
import { SimulatedLane } from './SimulatedLane';

const PUSHES_PER_MINUTE = 6;
const SECONDS = 600;

/** Longer than the budget looks back. */
const QUIET_SECONDS = 60;

export const hostBudget: Benchmark = {
  id: 'G4',
  title: `A request each second for ${SECONDS} s, where a host takes ${PUSHES_PER_MINUTE} pushes a minute`,
  async run({ directory, signal }) {
    const folder = await mkdtemp(join(directory, 'budget-'));
    const origin = await BenchmarkOrigin.create(
      join(folder, 'origin'),
      new RequestPlan(100),
    );
    const lane = await SimulatedLane.create({
      origin,
      cacheDirectory: join(folder, 'cache'),
      pushesPerMinute: PUSHES_PER_MINUTE,
    });
    try {
      let longest = 0;
      const work = async () => {
        longest = Math.max(longest, lane.longestWait);
        await lane.work(signal);
      };
      const pass = async (seconds: number) => {
        for (let second = 0; second < seconds; second += 1) {
          lane.clock.seconds += 1;
          await work();
        }
      };
      for (let second = 0; second < SECONDS; second += 1) {
        lane.clock.seconds = second;
        await lane.ask();
        await work();
      }
      const { pushes } = lane;
      await pass(QUIET_SECONDS);
      const commits = await origin.countCommits();
      if (commits !== SECONDS + 1) {
        throw new Error(
          `Expected a commit for each of ${SECONDS} requests beside the first, got ${commits}`,
        );
      }
      await lane.ask();
      await lane.work(signal);
      let loneWait = 0;
      for (; lane.isWaiting; loneWait += 1) {
        await pass(1);
      }
      await origin.check();
      return {
        rows: [
          {
            name: 'ours',
            figures: {
              pushes,
              's longest wait': longest,
              's wait of a lone request': loneWait,
            },
          },
        ],
        ratios: [
          {
            name: 'pushes / 60',
            value: pushes / ((SECONDS / 60) * PUSHES_PER_MINUTE),
            goal: { atMost: 1 },
          },
          {
            name: 'longest wait / 12 s',
            value: longest / 12,
            goal: { atMost: 1 },
          },
          {
            name: 's wait of a lone request',
            value: loneWait,
            goal: { atMost: 0 },
          },
        ],
        notes: [
          'The time is simulated, the queue, the lane, the budget and the pushes are not.',
        ],
      };
    } finally {
      await lane.close();
    }
  },
};
