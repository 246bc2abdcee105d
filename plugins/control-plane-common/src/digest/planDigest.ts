import { RevisionAction } from '../phases';
import { ClassRef } from '../wire/environmentClass';
import { Cost, Source } from '../wire/primitives';
import { digestJson } from './sha256';

/** Everything that is decided on, and nothing that moves by itself. */
export interface PlanDigestInput {
  requestId: string;
  generation: number;
  action: RevisionAction;
  class: ClassRef;
  team: string;
  app: string;
  region: string;
  target: string;
  owner: string;
  source?: Source;
  labels: Record<string, string>;
  parameters: Record<string, unknown>;
  /** Digest of every file's bytes, by path. */
  manifests: Array<{ path: string; digest: string }>;
  cost: Cost;
  leaseHours: number;
}

/**
 * The digest that an approval is bound to.
 *
 * @remarks
 * Diffs, findings and capacity are shown beside a plan and are not part of it: they change while nobody does anything.
 * The leading tag keeps the digest from ever being mistaken for one of another purpose.
 */
export function planDigest(input: PlanDigestInput): string {
  const manifests = [...input.manifests].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return digestJson({
    tag: 'control-plane/plan/v1',
    ...input,
    class: {
      name: input.class.name,
      revision: input.class.revision,
      digest: input.class.digest,
    },
    manifests,
  });
}
