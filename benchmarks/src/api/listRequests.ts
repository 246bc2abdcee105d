import { join } from 'node:path';
import {
  Benchmark,
  BenchmarkContext,
  Goal,
  Ratio,
  Row,
} from '../frame/Benchmark';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { median } from '../frame/statistics';
import { settleDatabase, withDatabase } from '../queue/databases';
import { ListFilter, ListInput, ListOutput } from './listProgram';
import { fillTable, openTable, TablePlace } from './RequestTable';

const FILTERS: ListFilter[] = [
  'plain',
  'team',
  'app',
  'class',
  'phase',
  'requester',
  'region',
  'two phases',
  'own teams',
  'team and phase',
  'by change',
  'offset',
];

interface Database {
  name: 'PostgreSQL' | 'SQLite';
  goal: Goal;
  tables: ListInput['tables'];
}

type Series = Map<string, { p50: number[]; p99: number[] }>;

/** A1: whether a page costs the same however many requests there are. */
export const listRequests: Benchmark = {
  id: 'A1',
  title: 'Lists 50 requests from a random position',
  async run(context) {
    const sizes = context.quick
      ? [1000, 20_000, 200_000]
      : [1000, 100_000, 1_000_000];
    return withTables(context, sizes, async databases => {
      const series: Series = new Map();
      for (let round = 0; round < context.rounds; round += 1) {
        for (const { name, tables } of databases) {
          const { measured } = await runInFreshProcess<ListOutput>(
            require.resolve('./listProgram'),
            {
              tables,
              filters: FILTERS,
              samples: context.quick ? 200 : 500,
            } satisfies ListInput,
            context.signal,
          );
          for (const { filter, rows, p50, p99 } of measured) {
            const key = nameOf(name, filter, rows);
            const figures = series.get(key) ?? { p50: [], p99: [] };
            figures.p50.push(p50);
            figures.p99.push(p99);
            series.set(key, figures);
          }
        }
        context.say(`  round ${round + 1} of ${context.rounds} is over`);
      }
      return {
        rows: rowsOf(series),
        ratios: databases.flatMap(database =>
          ratiosOf(database, sizes, series),
        ),
        notes: [
          'In ms. "own teams" is what a member of three teams sees, "by change" sorts by the last change, "offset" skips rows instead of going on from a position.',
        ],
      };
    });
  },
};

/** The same requests in tables of each size, on both databases. */
async function withTables<T>(
  { directory, postgresUrl, say }: BenchmarkContext,
  sizes: readonly number[],
  use: (databases: Database[]) => Promise<T>,
): Promise<T> {
  const fill = async (place: TablePlace, rows: number) => {
    const knex = await openTable(place);
    await fillTable(knex, rows);
    await knex.destroy();
    say(`  ${place.client}: ${rows} rows`);
    return { rows, place };
  };
  const sqlite: ListInput['tables'] = [];
  for (const rows of sizes) {
    const filename = join(directory, `requests-${rows}.sqlite`);
    sqlite.push(await fill({ client: 'better-sqlite3', filename }, rows));
  }
  const postgres: ListInput['tables'] = [];
  const next = async (): Promise<T> => {
    const rows = sizes[postgres.length];
    if (rows !== undefined) {
      return withDatabase(postgresUrl, async url => {
        postgres.push(await fill({ client: 'pg', url }, rows));
        await settleDatabase(url);
        return next();
      });
    }
    return use([
      { name: 'PostgreSQL', goal: { atMost: 1.5 }, tables: postgres },
      { name: 'SQLite', goal: { atMost: 2 }, tables: sqlite },
    ]);
  };
  return next();
}

function rowsOf(series: Series): Row[] {
  return [...series].map(([name, { p50, p99 }]) => ({
    name,
    figures: { p50: median(p50), p99: median(p99) },
  }));
}

/** The largest table against the smallest; with a filter, against the smallest in which a team has whole pages. */
function ratiosOf(
  { name, goal }: Database,
  sizes: readonly number[],
  series: Series,
): Ratio[] {
  const [tiny, middle, largest] = sizes;
  return FILTERS.flatMap(filter => {
    const smallest = filter === 'plain' ? tiny : middle;
    const ratio = (p: 'p50' | 'p99') => {
      const at = (rows: number) =>
        median(series.get(nameOf(name, filter, rows))?.[p] ?? []);
      return {
        name: `${name}, ${filter}: ${p} of ${largest} / ${p} of ${smallest} rows`,
        value: at(largest) / at(smallest),
      };
    };
    return [
      ratio('p50'),
      { ...ratio('p99'), ...(filter === 'offset' ? {} : { goal }) },
    ];
  });
}

function nameOf(database: string, filter: ListFilter, rows: number): string {
  return `${database}, ${filter}, ${rows} rows`;
}
