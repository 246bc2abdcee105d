import { ConflictError } from '@backstage/errors';
import { IdempotencyRecord } from '../store/IdempotencyStore';

/** @throws ConflictError when an idempotency key came before with another body, or for another call. */
export function assertSameBody(
  record: IdempotencyRecord,
  bodyDigest: string,
): void {
  if (record.bodyDigest !== bodyDigest) {
    throw new ConflictError(
      `The idempotency key ${record.key} was used for another request (${record.requestId}): send the same body, or another key`,
    );
  }
}
