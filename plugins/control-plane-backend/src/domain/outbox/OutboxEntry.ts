import { JsonObject } from '@backstage/types';

/**
 * Something to tell the world after commit.
 *
 * - `request_changed`: for events, signals and whoever follows requests; `became` says when it got somewhere.
 * - `approval_wanted`: a revision waits for a person.
 * - `decision_taken`: a revision was approved or rejected.
 * - `lease_expiring`: a lease runs out within a day.
 * - `lease_expired`: a lease has run out and was acted on.
 * - `drift_found`: somebody else edited what was published.
 */
export type OutboxKind =
  | 'request_changed'
  | 'approval_wanted'
  | 'decision_taken'
  | 'lease_expiring'
  | 'lease_expired'
  | 'drift_found';

/** Who is told, each independently of the others. */
export const OUTBOX_SINKS = ['events', 'signals', 'notifications'] as const;
export type OutboxSinkName = (typeof OUTBOX_SINKS)[number];

export interface OutboxEntry {
  id: string;
  kind: OutboxKind;
  requestId: string;
  payload: JsonObject;
  createdAt: Date;
  /** How often somebody took it to tell it. */
  attempts: number;
}

export type NewOutboxEntry = Pick<
  OutboxEntry,
  'kind' | 'requestId' | 'payload'
>;
