import { canonicalJson } from './canonicalJson';
import { sha256Hex } from './sha256';

/**
 * The id of the request that a caller creates under an idempotency key: `req-` and the first 16 hex digits of SHA-256 over both.
 *
 * @remarks
 * A plan made with the key shows the same names as the create that follows. The canonical list keeps `a` + `bc` apart from `ab` + `c`.
 */
export function requestIdFor(caller: string, idempotencyKey: string): string {
  return `req-${sha256Hex(canonicalJson([caller, idempotencyKey])).slice(
    0,
    16,
  )}`;
}
