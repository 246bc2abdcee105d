import { answerAsProgram } from '../frame/runInFreshProcess';
import { createEngine, EngineName } from './createEngine';
import { settleDatabase } from './databases';

export interface EnqueueInput {
  engine: EngineName;
  url: string;
  single: number;
  many: number;
  batch: number;
}

export type EnqueueOutput = {
  'single/s': number;
  'in batches/s': number;
};

/** Times how long it takes to put jobs there, one after the other and in batches. */
answerAsProgram<EnqueueInput, EnqueueOutput>(async input => {
  const { single, many, batch } = input;
  const engine = createEngine(input.engine, input.url, 4);
  await engine.prepare();
  // What is compiled and connected once is not part of it.
  await engine.enqueueOne(0);
  await engine.enqueueMany(1, batch);
  await settleDatabase(input.url);

  const singleStartedAt = performance.now();
  for (let number = 0; number < single; number += 1) {
    await engine.enqueueOne(1_000_000 + number);
  }
  const manyStartedAt = performance.now();
  for (let from = 0; from < many; from += batch) {
    await engine.enqueueMany(2_000_000 + from, batch);
  }
  const endedAt = performance.now();
  await engine.close();
  return {
    'single/s': (1000 * single) / (manyStartedAt - singleStartedAt),
    'in batches/s': (1000 * many) / (endedAt - manyStartedAt),
  };
});
