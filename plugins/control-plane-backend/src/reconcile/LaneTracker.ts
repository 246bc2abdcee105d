import { PublishOutcome } from '../publishers/Publisher';

/** Watches pushes from beside: spans, durations, outcomes. */
export interface LaneTracker {
  track(
    repository: string,
    operations: number,
    run: () => Promise<Map<string, PublishOutcome>>,
  ): Promise<Map<string, PublishOutcome>>;
}
