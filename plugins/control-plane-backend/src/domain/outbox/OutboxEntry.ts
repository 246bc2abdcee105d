import { JsonObject } from '@backstage/types';

/**
 * Something to tell the world after commit.
 *
 * - `request_changed`: for events, signals and whoever follows requests.
 * - `approval_wanted`: a revision waits for a person.
 * - `decision_taken`: a revision was approved or rejected.
 * - `lease_expired`: a lease has run out and was acted on.
 * - `drift_found`: somebody else edited what was published.
 */
export type OutboxKind =
  | 'request_changed'
  | 'approval_wanted'
  | 'decision_taken'
  | 'lease_expired'
  | 'drift_found';

export interface OutboxEntry {
  id: string;
  kind: OutboxKind;
  requestId: string;
  payload: JsonObject;
  createdAt: Date;
  attempts: number;
}

export type NewOutboxEntry = Pick<
  OutboxEntry,
  'kind' | 'requestId' | 'payload'
>;
