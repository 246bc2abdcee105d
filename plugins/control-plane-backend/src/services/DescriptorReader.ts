import { SeenDescriptor } from '../domain/descriptor/DescriptorRecord';

/** What one look at the catalog sees. */
export interface DescriptorListing {
  descriptors: SeenDescriptor[];
  /** Whether the catalog holds nothing at all, of any kind. */
  catalogIsEmpty: boolean;
}

/** The catalog as descriptors need it. */
export interface DescriptorReader {
  /** Every descriptor that the catalog holds, or a failure: never a part of them. */
  list(signal: AbortSignal): Promise<DescriptorListing>;
  /** References of the groups that a user is a member of; undefined when there is no such user. */
  groupsOf(userRef: string): Promise<string[] | undefined>;
  /** Asks the catalog to process a descriptor soon, because what became of it has changed. */
  refresh(entityRef: string): Promise<void>;
}
