import { NewAuditEntry } from '../domain/audit/AuditEntry';
import { NewOutboxEntry } from '../domain/outbox/OutboxEntry';
import { Request } from '../domain/request/Request';
import { Publication } from '../domain/publication/Publication';
import { RequestEffects } from '../domain/request/RequestEffects';
import { Approval } from '../domain/revision/Revision';
import { IdempotencyRecord } from './IdempotencyStore';

/** What one decision adds to the tables, whatever their number. */
export interface NewRecords {
  request?: Request;
  revision?: RequestEffects['newRevision'];
  publications?: Publication[];
  approvals?: Array<Omit<Approval, 'decidedAt'>>;
  audit?: NewAuditEntry[];
  outbox?: NewOutboxEntry[];
  /** The key that the call came with. */
  idempotency?: IdempotencyRecord;
}
