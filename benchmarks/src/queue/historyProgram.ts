import { answerAsProgram } from '../frame/runInFreshProcess';
import { settleDatabase } from './databases';
import { OurEngine } from './ourEngine';
import { WorkerSettings } from './QueueEngine';

export interface HistoryInput {
  url: string;
  /** Jobs that ended before. */
  finished: number;
  jobs: number;
  settings: WorkerSettings;
  connections: number;
}

export type HistoryOutput = { 'jobs/s': number };

/** Brings the history to its length, then drains with a worker that just started. */
answerAsProgram<HistoryInput, HistoryOutput>(async input => {
  const engine = OurEngine.onPostgres(input.url, input.connections);
  await engine.prepare();
  await engine.fillHistory(input.finished);
  await engine.fill(input.jobs);
  await settleDatabase(input.url);

  const startedAt = performance.now();
  await engine.drain(input.settings);
  const seconds = (performance.now() - startedAt) / 1000;
  await engine.close();
  return { 'jobs/s': input.jobs / seconds };
});
