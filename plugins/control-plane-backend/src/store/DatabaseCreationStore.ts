import { Knex } from 'knex';
import { DatabaseClock } from '../sql/DatabaseClock';
import { fromDatabaseTime } from '../sql/databaseTime';
import { queryRowsPrepared } from '../sql/queryRows';
import { CreationFacts, CreationStore } from './CreationStore';
import { oldestKeptKey } from './operations/idempotency/insertIdempotency';
import { ClassRevisionRow, rowToClassRevision } from './rows/ClassRow';

/** Reads key, class and clock in one statement: a round trip instead of three. */
export class DatabaseCreationStore implements CreationStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async before(call: {
    caller: string;
    key: string;
    className: string;
  }): Promise<CreationFacts> {
    const { caller, key, className } = call;
    const [row] = await queryRowsPrepared<FactsRow>(
      this.#db,
      this.#db.raw(
        `select :now as now, used.body_digest, used.request_id, offered.*
         from (select 1 as one) as call
         left join (
           select body_digest, request_id from idempotency_keys
           where caller = :caller and key = :key and created_at > :oldest
         ) as used on true
         left join (
           select revisions.name, revisions.digest, revisions.revision, revisions.spec,
                  revisions.created_at, classes.origin
           from classes join class_revisions as revisions
             on revisions.name = classes.name and revisions.digest = classes.current_digest
           where classes.name = :className and classes.offered = :yes
         ) as offered on true`,
        {
          now: this.#clock.now(this.#db),
          oldest: oldestKeptKey(this.#db, this.#clock),
          caller,
          key,
          className,
          yes: true,
        },
      ),
    );
    return {
      now: fromDatabaseTime(row.now),
      ...(row.request_id !== null && {
        record: {
          caller,
          key,
          bodyDigest: row.body_digest,
          requestId: row.request_id,
        },
      }),
      ...(row.name !== null && { classRevision: rowToClassRevision(row) }),
    };
  }
}

type UsedKey = { body_digest: string; request_id: string };

/** What a join that found nothing leaves. */
type Nothing<T> = { [K in keyof T]: null };

type FactsRow = { now: unknown } & (UsedKey | Nothing<UsedKey>) &
  (ClassRevisionRow | Nothing<ClassRevisionRow>);
