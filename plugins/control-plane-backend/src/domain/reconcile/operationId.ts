import {
  canonicalJson,
  sha256Hex,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * The id of a publication intent: `op-` and 16 hex digits.
 *
 * @remarks
 * It follows from whose intent it is, the plan and how many came before, so that two workers that mean the same intent cannot make two of it.
 */
export function operationIdFor(intent: {
  owner: string;
  planDigest: string;
  ordinal: number;
}): string {
  const { owner, planDigest, ordinal } = intent;
  return `op-${sha256Hex(
    canonicalJson(['operation', owner, planDigest, ordinal]),
  ).slice(0, 16)}`;
}
