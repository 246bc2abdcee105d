import { Knex } from 'knex';
import { AuditEntry, NewAuditEntry } from '../domain/audit/AuditEntry';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { AuditQuery, AuditStore } from './AuditStore';
import { insertAudit } from './operations/audit/insertAudit';
import { listAudit } from './operations/audit/listAudit';
import { positionId } from './operations/positionId';
import { AuditEntryRow, rowToAuditEntry } from './rows/AuditEntryRow';
import { tables } from './tables';

/** The append-only record; the database itself refuses to change or remove an entry. */
export class DatabaseAuditStore implements AuditStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async append(entries: NewAuditEntry[]): Promise<void> {
    await runTogether(this.#db, insertAudit(this.#db, this.#clock, entries));
  }

  async list(options: {
    requestId: string;
    before?: { at: Date; id: string };
    limit: number;
  }): Promise<AuditEntry[]> {
    const rows = this.#db<AuditEntryRow>(tables.auditEntries)
      .select('*')
      .where('request_id', options.requestId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(options.limit);
    if (options.before) {
      rows.whereRaw('(??, ??) < (?, ?)', [
        'at',
        'id',
        options.before.at,
        positionId(options.before.id),
      ]);
    }
    return (await rows).map(rowToAuditEntry);
  }

  async listAll(query: AuditQuery): Promise<AuditEntry[]> {
    return listAudit(this.#db, query);
  }
}
