import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Clock } from '../clock';
import { dialectOf } from '../sql/dialect';
import { JobWaker, LocalJobWaker } from './JobWaker';
import { PgNotifyJobWaker } from './PgNotifyJobWaker';

/** What carries wake-ups on this database: other processes are heard on PostgreSQL, and there are none on SQLite. */
export function createJobWaker(options: {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
}): JobWaker {
  switch (dialectOf(options.knex)) {
    case 'postgresql':
      return new PgNotifyJobWaker(options);
    case 'sqlite':
      return new LocalJobWaker();
    // no default: dialectOf is total
  }
}
