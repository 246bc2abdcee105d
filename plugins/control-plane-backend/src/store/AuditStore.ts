import { AuditEntry, NewAuditEntry } from '../domain/audit/AuditEntry';
import { FilterExpression } from '../domain/request/RequestFilter';

/** Which entries of the whole record are meant. */
export interface AuditQuery {
  /** Requests whose entries take part; an entry that is about no request takes part only when everything does. */
  visible: FilterExpression;
  actor?: string;
  action?: string;
  requestId?: string;
  /** From this instant on. */
  since?: Date;
  /** Before this instant. */
  until?: Date;
  /** Keyset: only what is older than this one. */
  before?: { at: Date; id: string };
  limit: number;
}

export interface AuditStore {
  append(entries: NewAuditEntry[]): Promise<void>;
  /** Newest first. */
  list(options: {
    requestId: string;
    before?: { at: Date; id: string };
    limit: number;
  }): Promise<AuditEntry[]>;
  /** Entries of all requests, newest first. */
  listAll(query: AuditQuery): Promise<AuditEntry[]>;
}
