import { JsonObject } from '@backstage/types';

/** One line of the append-only record of who did what. Written in the transaction of the change it tells of. */
export interface AuditEntry {
  id: string;
  at: Date;
  /** Entity reference, service subject, `policy:<rule>` or `system:<part>`. */
  actor: string;
  /** Noun and verb, e.g. `request.created`, `revision.approved`. */
  action: string;
  requestId?: string;
  generation?: number;
  before?: string;
  after?: string;
  details: JsonObject;
}

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;
