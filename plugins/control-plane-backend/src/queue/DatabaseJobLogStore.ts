import { Knex } from 'knex';
import { Clock, SystemClock } from '../clock';
import { fromDatabaseTime } from '../sql/databaseTime';
import { queryRowsPrepared } from '../sql/queryRows';
import { insertRows } from '../sql/rowsRelation';
import { retryOnConflict } from '../sql/retryOnConflict';
import { JobLogLevel, JobLogLine } from './JobLog';
import { JobLogStore, StoredJobLogLine } from './JobLogStore';
import { dropOldJobLogs, JOB_LOGS_TABLE } from './operations/dropJobLogs';

/** Lines that a job keeps. One that waits for days writes some at each look, and only the last of them matter. */
export const LINES_OF_A_JOB = 200;

/** Longest message that is kept. */
const LONGEST_MESSAGE = 2000;

/** Lines of one statement. */
const LINES_OF_A_STATEMENT = 500;

interface JobLogRow {
  id: string | number;
  job_id: string;
  attempt: number;
  at: unknown;
  level: JobLogLevel;
  message: string;
}

export class DatabaseJobLogStore implements JobLogStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  static create(
    knex: Knex,
    clock: Clock = new SystemClock(),
  ): DatabaseJobLogStore {
    return new DatabaseJobLogStore(knex, clock);
  }

  private constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async append(lines: readonly JobLogLine[]): Promise<void> {
    for (let start = 0; start < lines.length; start += LINES_OF_A_STATEMENT) {
      const chunk = lines.slice(start, start + LINES_OF_A_STATEMENT);
      await retryOnConflict(() => this.#appendChunk(chunk), {
        clock: this.#clock,
        random: Math.random,
      });
    }
  }

  async list(options: {
    jobId: string;
    before?: { id: string };
    limit: number;
  }): Promise<StoredJobLogLine[]> {
    const rows = this.#knex<JobLogRow>(JOB_LOGS_TABLE)
      .where('job_id', options.jobId)
      .orderBy('id', 'desc')
      .limit(options.limit);
    if (options.before) {
      rows.where('id', '<', Number(options.before.id));
    }
    return (await rows).map(row => ({
      id: String(row.id),
      jobId: row.job_id,
      attempt: row.attempt,
      at: fromDatabaseTime(row.at),
      level: row.level,
      message: row.message,
    }));
  }

  async #appendChunk(lines: readonly JobLogLine[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      await queryRowsPrepared(
        tx,
        insertRows(tx, JOB_LOGS_TABLE, {
          types: {
            job_id: 'uuid',
            attempt: 'integer',
            at: 'timestamptz',
            level: 'text',
            message: 'text',
          },
          rows: lines.map(rowOf),
          tail: 'returning id',
        }),
      );
      await dropOldJobLogs(tx, {
        jobIds: [...new Set(lines.map(({ jobId }) => jobId))],
        keep: LINES_OF_A_JOB,
      });
    });
  }
}

function rowOf({ jobId, attempt, at, level, message }: JobLogLine) {
  return {
    job_id: jobId,
    attempt,
    at,
    level,
    // PostgreSQL's text cannot hold the null character, and messages are made of what others sent.
    message: message.replaceAll('\0', '').slice(0, LONGEST_MESSAGE),
  };
}
