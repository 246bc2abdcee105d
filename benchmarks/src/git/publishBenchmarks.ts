import { join } from 'node:path';
import {
  Benchmark,
  BenchmarkContext,
  Contender,
  Goal,
  Row,
} from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { bareLimit } from './bareLimit';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { keptClone } from './keptClone';
import { OurPublisher, ourPublisher } from './ourPublisher';
import { PushContender } from './PushContender';
import { RequestPlan } from './RequestPlan';

const BURST = 100;

/** Files that a repository begins with, and what is owed against the kept clone at that size. */
const SIZES: ReadonlyArray<{ files: number; goal: Goal }> = [
  { files: 100, goal: { atLeast: 1.5 } },
  { files: 10_000, goal: { atLeast: 2 } },
  { files: 50_000, goal: { atLeast: 3 } },
];

const SMALLEST = SIZES[0].files;
const LARGEST = SIZES[SIZES.length - 1].files;

/** Contenders on repositories that are the same at the beginning; each is asked for the same. */
interface Field {
  files: number;
  ours: Player<OurPublisher>;
  clone: Player<PushContender>;
  limit: Player<PushContender>;
}

interface Player<T extends PushContender> {
  contender: T;
  plan: RequestPlan;
}

export const singlePushes: Benchmark = {
  id: 'G1',
  title: 'One request a push, by size of the repository',
  async run(context) {
    const perRound = context.quick ? 3 : 10;
    const ratios: Array<{ name: string; value: number; goal?: Goal }> = [];
    const fields: Field[] = [];
    for (const { files } of SIZES) {
      fields.push(await createField(context, files));
    }
    const contenders = fields.flatMap(field =>
      [field.ours, field.clone, field.limit].map(player =>
        inPushes(field, player, { pushes: perRound, requests: 1 }),
      ),
    );
    const rows = await compareInRounds(context, contenders);
    await checkAll(fields);
    for (const { files, goal } of SIZES) {
      const of = (name: string) => msOf(rows, files, name);
      ratios.push(
        {
          name: `${files} files: ours / kept clone`,
          value: of('kept clone') / of('ours'),
          goal,
        },
        {
          name: `${files} files: latency of ours : bare limit`,
          value: of('ours') / of('bare limit'),
          goal: { atMost: 1.3 },
        },
      );
    }
    ratios.push({
      name: `cost at ${LARGEST} : at ${SMALLEST} files`,
      value: msOf(rows, LARGEST, 'ours') / msOf(rows, SMALLEST, 'ours'),
      goal: { atMost: 1.7 },
    });
    return { rows, ratios };
  },
};

export const bursts: Benchmark = {
  id: 'G2',
  title: `Bursts of ${BURST} requests, a commit for each and one push`,
  async run(context) {
    const fields: Field[] = [];
    for (const files of [SMALLEST, LARGEST]) {
      fields.push(await createField(context, files));
    }
    const contenders = fields.flatMap(field =>
      [field.ours, field.limit].map(player =>
        inPushes(field, player, {
          pushes: context.quick ? 1 : 3,
          requests: BURST,
        }),
      ),
    );
    const rows = await compareInRounds(context, contenders);
    await checkAll(fields);
    const of = (files: number, name: string) => msOf(rows, files, name);
    return {
      rows,
      ratios: [
        ...[SMALLEST, LARGEST].map(files => ({
          name: `${files} files: ours / bare limit`,
          value: of(files, 'bare limit') / of(files, 'ours'),
          goal: { atLeast: 0.6 },
        })),
        {
          name: `cost of a burst at ${LARGEST} : at ${SMALLEST} files`,
          value: of(LARGEST, 'ours') / of(SMALLEST, 'ours'),
          goal: { atMost: 1.7 },
        },
      ],
    };
  },
};

export const unchanged: Benchmark = {
  id: 'G5',
  title: `Bursts of ${BURST} requests that change nothing`,
  async run(context) {
    const field = await createField(context, LARGEST);
    const { contender: ours, plan } = field.ours;
    let commits = 0;
    let objects = 0;
    const count = async () => {
      commits -= await ours.origin.countCommits();
      objects -= await ours.origin.countObjects();
      return {};
    };
    const rows = await compareInRounds(context, [
      {
        name: 'ours',
        async measure() {
          const requests = plan.take(BURST);
          const first = await timed(() => ours.push(requests));
          await count();
          const again = await timed(() => ours.pushUnchanged(requests));
          commits = -commits;
          objects = -objects;
          await count();
          if (commits !== 0 || objects !== 0) {
            throw new Error(
              `Nothing changed, yet there are ${-commits} commits and ${-objects} objects more`,
            );
          }
          return { 'ms first': first, 'ms again': again };
        },
      },
    ]);
    await checkAll([field]);
    return {
      rows,
      ratios: [
        {
          name: 'first / again',
          value:
            figureOf(rows, 'ours', 'ms first') /
            figureOf(rows, 'ours', 'ms again'),
          goal: { atLeast: 10 },
        },
      ],
      notes: ['After each round: 0 commits and 0 objects more.'],
    };
  },
};

async function createField(
  { directory }: BenchmarkContext,
  files: number,
): Promise<Field> {
  const at = (name: string) => join(directory, `${files}-${name}`);
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

function inPushes(
  { files }: Field,
  { contender, plan }: Player<PushContender>,
  { pushes, requests }: { pushes: number; requests: number },
): Contender {
  return {
    name: `${contender.name}, ${files} files`,
    async measure() {
      let ms = 0;
      for (let push = 0; push < pushes; push += 1) {
        const taken = plan.take(requests);
        ms += await timed(() => contender.push(taken));
      }
      return {
        'requests/s': (pushes * requests * 1000) / ms,
        'ms/push': ms / pushes,
      };
    },
  };
}

async function checkAll(fields: readonly Field[]) {
  for (const { ours, clone, limit } of fields) {
    for (const { contender } of [ours, clone, limit]) {
      await contender.origin.check();
    }
  }
}

function msOf(rows: readonly Row[], files: number, name: string): number {
  return figureOf(rows, `${name}, ${files} files`, 'ms/push');
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
