import { Knex } from 'knex';
import { Branch } from './Evidence';
import { checkInvariants } from './checkInvariants';
import { CheckOptions } from './invariants/Checked';
import { readRecords } from './readRecords';

const NOTHING_PUBLISHED: Branch = { tree: new Map(), commits: [] };

/** What is wrong with the records of a campaign in which nobody publishes: the branch is as it was before the first commit. */
export async function checkRecords(
  knex: Knex,
  options: CheckOptions = {},
): Promise<string[]> {
  return checkInvariants(
    { records: await readRecords(knex), branch: NOTHING_PUBLISHED },
    options,
  );
}
