import { Publication } from '../domain/publication/Publication';
import { PublishOutcome } from '../publishers/Publisher';

/** Watches pushes from beside: spans, durations, outcomes. */
export interface LaneTracker {
  track(
    repository: string,
    operations: number,
    run: () => Promise<Map<string, PublishOutcome>>,
  ): Promise<Map<string, PublishOutcome>>;
  /** Hears what an attempt meant for a publication, once that is stored. */
  settled(publication: Publication): void;
}
