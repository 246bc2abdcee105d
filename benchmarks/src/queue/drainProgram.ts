import { answerAsProgram } from '../frame/runInFreshProcess';
import { createEngine, EngineName } from './createEngine';
import { settleDatabase } from './databases';
import { serverCpu } from './serverCpu';
import { WorkerSettings } from './QueueEngine';
import { warmUp } from './warmUp';

export interface DrainInput {
  engine: EngineName;
  url: string;
  jobs: number;
  settings: WorkerSettings;
  connections: number;
}

export type DrainOutput = {
  'jobs/s': number;
  'µs CPU a job': number;
  'µs PostgreSQL CPU a job': number;
};

/** Fills a queue and times how long a warm worker takes until every job's outcome is committed. */
answerAsProgram<DrainInput, DrainOutput>(async input => {
  const engine = createEngine(input.engine, input.url, input.connections);
  await engine.prepare();
  await warmUp(engine, input);
  await engine.fill(input.jobs);
  await settleDatabase(input.url);

  const serverBefore = await serverCpu(input.url);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await engine.drain(input.settings);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const server = (await serverCpu(input.url)) - serverBefore;

  const open = await engine.countOpen();
  if (open > 0) {
    throw new Error(`${input.engine}: expected no open job, got ${open}`);
  }
  await engine.close();
  return {
    'jobs/s': input.jobs / seconds,
    'µs CPU a job': (cpu.user + cpu.system) / input.jobs,
    'µs PostgreSQL CPU a job': server / input.jobs,
  };
});
