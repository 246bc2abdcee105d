import { createRequests } from './api/createRequests';
import { listRequests } from './api/listRequests';
import { endToEnd } from './endToEnd/endToEnd';
import { Benchmark } from './frame/Benchmark';
import { bursts } from './git/bursts';
import { hostBudget } from './git/hostBudget';
import { singlePushes } from './git/singlePushes';
import { unchanged } from './git/unchanged';
import { drainInBatches, drainOneByOne } from './queue/drain';
import { enqueue } from './queue/enqueue';
import { heldSnapshot } from './queue/heldSnapshot';
import { history } from './queue/history';
import { idle } from './queue/idle';
import { startLatency } from './queue/latency';
import { mixedOutcomes } from './queue/mixedOutcomes';
import { sqlite } from './queue/sqlite';
import { renderRequests } from './render/renderRequests';
import { startUp } from './startup/startUp';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  drainInBatches,
  drainOneByOne,
  enqueue,
  startLatency,
  history,
  heldSnapshot,
  mixedOutcomes,
  idle,
  sqlite,
  singlePushes,
  bursts,
  endToEnd,
  hostBudget,
  unchanged,
  renderRequests,
  listRequests,
  createRequests,
  startUp,
];
