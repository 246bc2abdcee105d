import { setTimeout as wait } from 'node:timers/promises';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { percentile } from '../frame/statistics';
import { createEngine, EngineName } from './createEngine';
import { OurEngine } from './ourEngine';

export interface LatencyInput {
  engine: EngineName | 'ours on SQLite';
  /** Of a PostgreSQL database, or of an SQLite file. */
  url: string;
  samples: number;
}

export type LatencyOutput = {
  'ms p50': number;
  'ms p99': number;
};

/** Times, on an idle queue, how long after the call that enqueues a job its handler begins. */
answerAsProgram<LatencyInput, LatencyOutput>(async input => {
  const engine =
    input.engine === 'ours on SQLite'
      ? OurEngine.onSqlite(input.url)
      : createEngine(input.engine, input.url, 8);
  await engine.prepare();
  let began: () => void = () => {};
  await engine.work(() => began());

  const handlerBegins = () =>
    new Promise<number>(resolve => {
      began = () => resolve(performance.now());
    });
  const milliseconds: number[] = [];
  for (let sample = -10; sample < input.samples; sample += 1) {
    // Not in step with anybody's timer.
    await wait(15 + ((sample * 7919) % 20) + (sample < 0 ? 20 : 0));
    const entered = handlerBegins();
    const startedAt = performance.now();
    await engine.enqueueOne(1_000 + sample);
    const elapsed = (await entered) - startedAt;
    if (sample >= 0) {
      milliseconds.push(elapsed);
    }
  }
  await engine.close();
  return {
    'ms p50': percentile(milliseconds, 0.5),
    'ms p99': percentile(milliseconds, 0.99),
  };
});
