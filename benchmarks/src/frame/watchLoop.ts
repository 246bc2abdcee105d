import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Contender } from './Benchmark';

/** So long that the histogram, which looks each millisecond, has looked at least once. */
const LOOK_MS = 5;

/** The same contender, and for how long it kept everything else in this process from going on at most. */
export function watchLoop({ name, measure }: Contender): Contender {
  return {
    name,
    async measure() {
      const histogram = monitorEventLoopDelay({ resolution: 1 });
      histogram.enable();
      // The first look only begins a gap, and the last block shows at the look after it.
      await delay(LOOK_MS);
      const measurement = await measure();
      await delay(LOOK_MS);
      histogram.disable();
      return { ...measurement, [BLOCKED]: histogram.max / 1e6 };
    },
  };
}

export const BLOCKED = 'ms blocked at most';
