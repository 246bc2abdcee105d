import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchmarkContext, Contender, Row } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { bareLimit } from './bareLimit';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { keptClone } from './keptClone';
import { OurPublisher, ourPublisher } from './ourPublisher';
import { PushContender } from './PushContender';
import { RequestPlan } from './RequestPlan';

/** Files that the smallest and the largest repository begin with. */
export const SMALLEST = 100;
export const LARGEST = 50_000;

/** Contenders on repositories that are the same at the beginning; each is asked for the same. */
export interface Field {
  files: number;
  ours: Player<OurPublisher>;
  clone: Player<PushContender>;
  limit: Player<PushContender>;
}

export interface Player<T extends PushContender> {
  contender: T;
  plan: RequestPlan;
}

/** Three repositories of that many files, and a contender on each. */
export async function createField(
  { directory }: BenchmarkContext,
  files: number,
): Promise<Field> {
  const folder = await mkdtemp(join(directory, `${files}-files-`));
  const at = (name: string) => join(folder, name);
  const template = await BenchmarkOrigin.create(
    at('origin'),
    new RequestPlan(files),
  );
  const clone = await template.copyTo(at('clone-origin'));
  const limit = await template.copyTo(at('limit-origin'));
  const enter = async <T extends PushContender>(contender: T) => {
    const plan = new RequestPlan(files);
    // The first push of a process clones, compiles and warms up.
    await contender.push(plan.take(2));
    return { contender, plan };
  };
  return {
    files,
    ours: await enter(ourPublisher(template, at('ours'))),
    clone: await enter(await keptClone(clone, at('clone'))),
    limit: await enter(await bareLimit(limit)),
  };
}

/** A contender's turn: one push with so many requests. */
export function inPushes(
  { files }: Field,
  { contender, plan }: Player<PushContender>,
  requests: number,
): Contender {
  return {
    name: `${contender.name}, ${files} files`,
    async measure() {
      const taken = plan.take(requests);
      const ms = await timed(() => contender.push(taken));
      return { 'requests/s': (requests * 1000) / ms, 'ms/push': ms };
    },
  };
}

/**
 * Measures pushes, one of each contender in turn, so often that a moment in which the machine had something else to do does not count.
 */
export function compareInPushes(
  context: BenchmarkContext,
  contenders: readonly Contender[],
  pushesPerRound: number,
): Promise<Row[]> {
  return compareInRounds(
    { ...context, rounds: context.rounds * pushesPerRound, say: () => {} },
    contenders,
  );
}

/** @throws Error when a repository is not sound */
export async function checkAll(fields: readonly Field[]) {
  for (const { ours, clone, limit } of fields) {
    for (const { contender } of [ours, clone, limit]) {
      await contender.origin.check();
    }
  }
}

/** Median milliseconds of a push. */
export function msOf(
  rows: readonly Row[],
  files: number,
  name: string,
): number {
  return figureOf(rows, `${name}, ${files} files`, 'ms/push');
}

export async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
