import { Benchmark } from './frame/Benchmark';
import { drainInBatches, drainOneByOne } from './queue/drain';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [drainInBatches, drainOneByOne];
