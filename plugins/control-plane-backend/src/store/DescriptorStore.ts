import { EnvironmentClassSpec } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  DescriptorLookRecord,
  DescriptorRecord,
  DescriptorState,
} from '../domain/descriptor/DescriptorRecord';

export interface DescriptorQuery {
  entityRef?: string;
  kind?: DescriptorRecord['kind'];
  state?: DescriptorState;
  /** Keyset: only what was first seen before this position. */
  before?: { at: Date; id: string };
  limit: number;
}

export interface DescriptorStore {
  get(entityRef: string): Promise<DescriptorRecord | undefined>;
  /** Reads and locks the row until the transaction ends. */
  getForUpdate(entityRef: string): Promise<DescriptorRecord | undefined>;
  /** Writes the record, whether or not there was one. */
  save(record: DescriptorRecord): Promise<void>;
  /** Every descriptor that was not removed, by reference. */
  listPresent(): Promise<DescriptorRecord[]>;
  /** One page, the newest first. */
  list(query: DescriptorQuery): Promise<DescriptorRecord[]>;
  /** What is in force of the classes that descriptors define, by name. */
  listClasses(): Promise<EnvironmentClassSpec[]>;
  getLook(): Promise<DescriptorLookRecord | undefined>;
  saveLook(look: DescriptorLookRecord): Promise<void>;
}
