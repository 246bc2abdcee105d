import { Knex } from 'knex';
import { SystemDatabaseClock } from '../../../plugins/control-plane-backend/src/sql/DatabaseClock';
import { DatabaseRequestStore } from '../../../plugins/control-plane-backend/src/store/DatabaseRequestStore';
import { RequestQuery } from '../../../plugins/control-plane-backend/src/store/RequestStore';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { percentile } from '../frame/statistics';
import {
  APPS,
  openTable,
  positionOf,
  REQUESTERS,
  TablePlace,
  TEAMS,
} from './RequestTable';

export interface ListInput {
  tables: Array<{ rows: number; place: TablePlace }>;
  filters: ListFilter[];
  samples: number;
}

export type ListFilter = keyof typeof filters | 'offset';

/** By filter and number of rows: milliseconds. */
export interface ListOutput {
  measured: Array<{
    filter: ListFilter;
    rows: number;
    p50: number;
    p99: number;
  }>;
}

/** What a page and a look behind it take. */
const LIMIT = 51;
const WARM_UP = 20;

/** What people ask the list for, each with a value that differs from call to call. */
const filters = {
  plain: () => ({}),
  team: n => ({ teams: [`team-${n % TEAMS}`] }),
  app: n => ({ apps: [`app-${n % APPS}`] }),
  class: () => ({ classes: ['production'] }),
  phase: () => ({ phases: ['pending_approval'] }),
  requester: n => ({ requesters: [`user:default/user-${n % REQUESTERS}`] }),
  region: () => ({ regions: ['us-west-2'] }),
  'two phases': () => ({ phases: ['pending_approval', 'failed'] }),
  'own teams': n => ({
    visible: {
      type: 'match',
      key: 'team',
      values: [0, 1, 2].map(each => `team-${(n + each) % TEAMS}`),
    },
  }),
  'team and phase': n => ({
    teams: [`team-${n % TEAMS}`],
    phases: ['ready'],
  }),
  'by change': () => ({ sort: 'updatedAt' }),
} satisfies Record<string, (number: number) => Partial<RequestQuery>>;

/** Lists from random positions, in turns over tables of different size. */
answerAsProgram<ListInput, ListOutput>(async input => {
  const tables: Array<{ rows: number; knex: Knex }> = [];
  for (const { rows, place } of input.tables) {
    tables.push({ rows, knex: await openTable(place) });
  }
  const series = input.filters.flatMap(filter =>
    tables.map(({ rows, knex }) => ({
      filter,
      rows,
      took: [] as number[],
      list: lister(knex, filter),
    })),
  );
  for (let sample = 0; sample < input.samples + WARM_UP; sample += 1) {
    for (const { rows, took, list } of series) {
      const number = 1 + Math.floor(Math.random() * rows);
      const startedAt = performance.now();
      await list(number);
      took.push(performance.now() - startedAt);
    }
  }
  await Promise.all(tables.map(({ knex }) => knex.destroy()));
  return {
    measured: series.map(({ filter, rows, took }) => ({
      filter,
      rows,
      p50: percentile(took.slice(WARM_UP), 0.5),
      p99: percentile(took.slice(WARM_UP), 0.99),
    })),
  };
});

function lister(
  knex: Knex,
  filter: ListFilter,
): (number: number) => Promise<unknown> {
  if (filter === 'offset') {
    return async number =>
      knex('requests')
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(LIMIT)
        .offset(number - 1);
  }
  const store = new DatabaseRequestStore(knex, new SystemDatabaseClock());
  return async number =>
    store.list({
      visible: { type: 'everything' },
      sort: 'createdAt',
      order: 'desc',
      after: positionOf(number),
      limit: LIMIT,
      ...filters[filter](number),
    });
}
