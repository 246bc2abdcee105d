import { GitTestOrigin } from '../GitTestOrigin';
import { CampaignDatabase } from '../crash/CampaignDatabase';
import { checkInvariants } from './checkInvariants';
import { CheckOptions } from './invariants/Checked';
import { readBranch } from './readBranch';
import { readRecords } from './readRecords';

/** What is wrong with what a run left behind, in words: by the checker, and by Git's own of the repository. */
export async function judge(
  left: { database: CampaignDatabase; origin: GitTestOrigin },
  options: CheckOptions,
): Promise<string[]> {
  const records = await left.database.read(readRecords);
  const branch = await readBranch((...args) => left.origin.git(...args));
  const sound = await left.origin.fsck().then(
    () => [],
    error => [`the repository is not sound: ${error}`],
  );
  return [...checkInvariants({ records, branch }, options), ...sound];
}
