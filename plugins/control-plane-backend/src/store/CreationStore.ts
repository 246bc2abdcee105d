import { ClassRevision } from '../domain/classes/ClassRevision';
import { IdempotencyRecord } from './IdempotencyStore';

/** What there is to know before a request is made. */
export interface CreationFacts {
  /** The database's clock. */
  now: Date;
  /** What the caller used the key for within the last 24 hours. */
  record?: IdempotencyRecord;
  /** The class as it is offered now. */
  classRevision?: ClassRevision;
}

/** Everything that is asked before a request is made, in one question. */
export interface CreationStore {
  before(call: {
    caller: string;
    key: string;
    className: string;
  }): Promise<CreationFacts>;
}
