import { JsonObject } from '@backstage/types';
import {
  DescriptorKind,
  DESCRIPTOR_STATES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

export type DescriptorState = (typeof DESCRIPTOR_STATES)[number];

/** What became of one descriptor. */
export interface DescriptorRecord {
  entityRef: string;
  kind: DescriptorKind;
  state: DescriptorState;
  location: string;
  /** Digest of what was judged last: the same descriptor is judged once. */
  seenDigest: string;
  /** What is in force of it; a refused change leaves it as it was. */
  accepted?: JsonObject;
  problems: string[];
  /** Counts the requests that it made in turn; 0 before the first. */
  incarnation: number;
  requestId?: string;
  missingLooks: number;
  missingSince?: Date;
  retryAt?: Date;
  firstSeenAt: Date;
  changedAt: Date;
}

export const LOOK_RESULTS = ['complete', 'held', 'failed'] as const;

/** How the last look at the catalog ended. */
export interface DescriptorLookRecord {
  at: Date;
  result: (typeof LOOK_RESULTS)[number];
  message: string;
}

/** A descriptor as the catalog holds it. */
export interface SeenDescriptor {
  entityRef: string;
  kind: DescriptorKind;
  name: string;
  namespace: string;
  /** Where its bytes were read from: the catalog says so, not the descriptor. */
  location: string;
  spec: unknown;
}

/** A descriptor that is seen for the first time, before it is judged. */
export function newDescriptorRecord(
  seen: Pick<SeenDescriptor, 'entityRef' | 'kind' | 'location'>,
  now: Date,
): DescriptorRecord {
  return {
    entityRef: seen.entityRef,
    kind: seen.kind,
    location: seen.location,
    state: 'refused',
    seenDigest: '',
    problems: [],
    incarnation: 0,
    missingLooks: 0,
    firstSeenAt: now,
    changedAt: now,
  };
}
