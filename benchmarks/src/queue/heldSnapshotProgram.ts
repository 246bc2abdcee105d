import { Client } from 'pg';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { median, percentile } from '../frame/statistics';
import { createEngine } from './createEngine';
import { query } from './databases';
import { WorkerSettings } from './QueueEngine';

export interface HeldSnapshotInput {
  engine: 'ours' | 'bare loop';
  url: string;
  /** Whether a transaction stays open that was begun before the jobs were worked off. */
  held: boolean;
  jobs: number;
  dequeues: number;
  settings: WorkerSettings;
  connections: number;
}

export type HeldSnapshotOutput = {
  'ms a dequeue, p50': number;
  'ms a dequeue, p90': number;
};

/** Works off many jobs while a snapshot is held that keeps their dead rows, then takes a few one by one. */
answerAsProgram<HeldSnapshotInput, HeldSnapshotOutput>(async input => {
  const engine = createEngine(input.engine, input.url, input.connections);
  await engine.prepare();
  await engine.fill(input.jobs);
  await query(input.url, 'vacuum analyze');

  const holder = new Client({ connectionString: input.url });
  await holder.connect();
  if (input.held) {
    await holder.query('begin isolation level repeatable read');
    await holder.query('select count(*) from jobs');
  }
  await engine.drain(input.settings);
  await engine.stopWorkers();
  await query(input.url, 'vacuum analyze');

  await engine.enqueueMany(10_000_000, input.dequeues + 5);
  for (let warmUp = 0; warmUp < 5; warmUp += 1) {
    await engine.dequeueOne();
  }
  const milliseconds: number[] = [];
  for (let count = 0; count < input.dequeues; count += 1) {
    const startedAt = performance.now();
    await engine.dequeueOne();
    milliseconds.push(performance.now() - startedAt);
  }
  await holder.end();
  await engine.close();
  return {
    'ms a dequeue, p50': median(milliseconds),
    'ms a dequeue, p90': percentile(milliseconds, 0.9),
  };
});
