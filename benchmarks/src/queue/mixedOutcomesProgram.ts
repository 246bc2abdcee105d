import { answerAsProgram } from '../frame/runInFreshProcess';
import { settleDatabase } from './databases';
import { OurEngine } from './ourEngine';
import { WorkerSettings } from './QueueEngine';
import { warmUp } from './warmUp';

export interface MixedOutcomesInput {
  url: string;
  jobs: number;
  /** Whether one job in a hundred fails and one is put off once. */
  mixed: boolean;
  settings: WorkerSettings;
  connections: number;
}

export type MixedOutcomesOutput = { 'jobs/s': number };

/** Times how long a warm worker takes for jobs of which some fail and some are put off. */
answerAsProgram<MixedOutcomesInput, MixedOutcomesOutput>(async input => {
  const engine = OurEngine.onPostgres(input.url, input.connections);
  await engine.prepare();
  await warmUp(engine, input);
  await engine.fill(input.jobs);
  await settleDatabase(input.url);

  const putOff = new Set<string>();
  const startedAt = performance.now();
  await engine.drain(input.settings, async job => {
    const part = input.mixed ? Number(job.payload.number) % 100 : 99;
    if (part === 0) {
      return { type: 'terminal', message: 'One in a hundred fails' };
    }
    if (part === 1 && !putOff.has(job.id)) {
      putOff.add(job.id);
      return {
        type: 'parked',
        retryAfterSeconds: 0.05,
        waitsFor: 'one in a hundred is put off',
      };
    }
    return { type: 'done' };
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await engine.close();
  return { 'jobs/s': input.jobs / seconds };
});
