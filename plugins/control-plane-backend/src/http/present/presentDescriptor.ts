import {
  DescriptorLookStatus,
  DescriptorStatus,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DescriptorLookRecord } from '../../domain/descriptor/DescriptorRecord';
import { DescriptorView } from '../../services/DescriptorService';

export function presentDescriptor({
  record,
  requestPhase,
}: DescriptorView): DescriptorStatus {
  return {
    entityRef: record.entityRef,
    kind: record.kind,
    state: record.state,
    location: record.location,
    problems: record.problems,
    requestId: record.requestId,
    requestPhase,
    missingSince: record.missingSince?.toISOString(),
    firstSeenAt: record.firstSeenAt.toISOString(),
    changedAt: record.changedAt.toISOString(),
  };
}

export function presentDescriptorLook(
  look: DescriptorLookRecord,
): DescriptorLookStatus {
  return { ...look, at: look.at.toISOString() };
}
