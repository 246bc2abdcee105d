import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  DescriptorLookRecord,
  DescriptorRecord,
} from '../domain/descriptor/DescriptorRecord';
import { DescriptorQuery } from '../store/DescriptorStore';
import { CallContext } from './CallContext';
import { PageOf } from './HistoryService';

/** A descriptor with the phase of the request that it made last. */
export interface DescriptorView {
  record: DescriptorRecord;
  requestPhase?: RequestPhase;
}

export interface DescriptorService {
  list(
    query: DescriptorQuery,
    context: CallContext,
  ): Promise<PageOf<DescriptorView> & { look?: DescriptorLookRecord }>;
}
