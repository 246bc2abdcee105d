import { AuditEntry, NewAuditEntry } from '../domain/audit/AuditEntry';

export interface AuditStore {
  append(entries: NewAuditEntry[]): Promise<void>;
  /** Newest first. */
  list(options: {
    requestId: string;
    before?: { at: Date; id: string };
    limit: number;
  }): Promise<AuditEntry[]>;
}
