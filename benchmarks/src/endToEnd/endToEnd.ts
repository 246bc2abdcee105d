import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Benchmark,
  BenchmarkContext,
  Contender,
  Measurement,
} from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { BenchmarkOrigin } from '../git/BenchmarkOrigin';
import { RequestPlan } from '../git/RequestPlan';
import { query, settleDatabase } from '../queue/databases';
import { BareInput, BareOutput } from './bareProgram';
import { databaseOf, Place } from './controlPlaneConfig';
import { FillInput, FillOutput } from './fillProgram';
import { makeReady } from './makeReady';

const FILES = 50_000;

/** Pushes above one a hundred requests: the first ones go before a hundred wait. */
const FURTHER_PUSHES = 10;

const ONE = 'one process';
const TWO = 'two processes';
const BARE = 'bare packs';

/** Requests in a database and a repository without them, to be copied for each contender. */
interface Template {
  context: BenchmarkContext;
  requests: number;
  prefix: string;
  origin: BenchmarkOrigin;
}

/** G3: from approved requests to files on the branch, through queue, records and Git. */
export const endToEnd: Benchmark = {
  id: 'G3',
  title: `Makes approved requests ready in a repository with ${FILES} files`,
  async run(context) {
    const requests = context.quick ? 1000 : 10_000;
    const prefix = `bench_${randomBytes(4).toString('hex')}_`;
    const template: Template = {
      context,
      requests,
      prefix,
      origin: await BenchmarkOrigin.create(
        join(context.directory, 'origin.git'),
        new RequestPlan(FILES),
      ),
    };
    try {
      const { planMs } = await fill(template);
      context.say(`  ${requests} requests are queued`);
      const rows = await compareInRounds(context, contenders(template));
      const seconds = (name: string) => figureOf(rows, name, 's');
      return {
        rows,
        ratios: [
          {
            name: `${ONE} / ${BARE}`,
            value: seconds(ONE) / seconds(BARE),
            goal: { atMost: 2, aim: 1.5 },
          },
          { name: `${TWO} / ${BARE}`, value: seconds(TWO) / seconds(BARE) },
          {
            name: 'pushes above one a hundred requests',
            value: figureOf(rows, ONE, 'pushes') - requests / 100,
            goal: { atMost: FURTHER_PUSHES },
          },
          {
            name: 'memory of the last fifth / of the second',
            value: figureOf(rows, ONE, 'memory last / second fifth'),
            goal: { atMost: 1.25 },
          },
        ],
        notes: [
          `What is published was rendered when it was asked for: ${planMs.toFixed(
            2,
          )} ms of the processor a request, for checks, rendering and digests.`,
          '"database" and "git" are the shares of the time during which at least one statement or publication is under way; they overlap.',
        ],
      };
    } finally {
      await query(
        context.postgresUrl,
        `drop database if exists "${databaseOf(prefix)}" with (force)`,
      );
    }
  },
};

function contenders(template: Template): Contender[] {
  return [
    { name: ONE, measure: () => measureReplicas(template, 1) },
    { name: TWO, measure: () => measureReplicas(template, 2) },
    { name: BARE, measure: () => measureBare(template) },
  ];
}

async function fill({
  context,
  requests,
  prefix,
  origin,
}: Template): Promise<FillOutput> {
  await query(context.postgresUrl, `create database "${databaseOf(prefix)}"`);
  const place: Place = {
    postgresUrl: context.postgresUrl,
    prefix,
    repositoryUrl: origin.url,
    cacheDirectory: join(context.directory, 'fill-cache'),
  };
  await mkdir(place.cacheDirectory);
  return runInFreshProcess<FillOutput>(
    require.resolve('./fillProgram'),
    { place, requests } satisfies FillInput,
    context.signal,
  );
}

let copies = 0;

async function measureReplicas(
  template: Template,
  replicas: number,
): Promise<Measurement> {
  const { context } = template;
  copies += 1;
  const directory = join(context.directory, `replicas-${copies}`);
  await mkdir(directory);
  const origin = await template.origin.copyTo(join(directory, 'origin.git'));
  const prefix = `bench_${randomBytes(4).toString('hex')}_`;
  const name = databaseOf(prefix);
  await query(
    context.postgresUrl,
    `create database "${name}" template "${databaseOf(template.prefix)}"`,
  );
  try {
    const databaseUrl = urlOf(context.postgresUrl, name);
    await settleDatabase(databaseUrl);
    const measurement = await makeReady({
      replicas,
      requests: template.requests,
      databaseUrl,
      directory,
      place: {
        postgresUrl: context.postgresUrl,
        prefix,
        repositoryUrl: origin.url,
      },
      signal: context.signal,
    });
    await expectOnBranch(origin, template.requests);
    return measurement;
  } finally {
    await query(context.postgresUrl, `drop database "${name}" with (force)`);
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureBare(template: Template): Promise<Measurement> {
  const { context } = template;
  copies += 1;
  const directory = join(context.directory, `bare-${copies}`);
  const origin = await template.origin.copyTo(directory);
  const { seconds, pushes } = await runInFreshProcess<BareOutput>(
    require.resolve('./bareProgram'),
    {
      databaseUrl: urlOf(context.postgresUrl, databaseOf(template.prefix)),
      origin: directory,
    } satisfies BareInput,
    context.signal,
  );
  await expectOnBranch(origin, template.requests);
  await rm(directory, { recursive: true, force: true });
  return { s: seconds, 'requests/s': template.requests / seconds, pushes };
}

/** @throws Error unless there is a commit for each request, in a sound repository */
async function expectOnBranch(origin: BenchmarkOrigin, requests: number) {
  const commits = (await origin.countCommits()) - 1;
  if (commits !== requests) {
    throw new Error(
      `Expected ${requests} commits on the branch, got ${commits}`,
    );
  }
  await origin.check();
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
