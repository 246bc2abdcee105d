import { CampaignDatabase } from '../crash/CampaignDatabase';
import { countLiveJobs, countReady } from './countRows';
import { waitUntil } from './waitUntil';

/** Waits until so many requests are ready and no job lives; returns whether that came in time. */
export function untilReady(
  database: CampaignDatabase,
  requests: number,
  options: { withinMs: number; signal: AbortSignal },
): Promise<boolean> {
  return waitUntil(
    async () =>
      (await countReady(database)) === requests &&
      (await countLiveJobs(database)) === 0,
    options,
  );
}
