import { Knex } from 'knex';

/**
 * The condition that a job which ended is the last word on its kind and key: none of them lives, and none that was
 * enqueued after it has ended since. What is not the last word is history, however it ended.
 *
 * @param ended - alias of the table of jobs in the statement
 */
export function isLastOfKey(knex: Knex, ended: string): Knex.Raw {
  return knex.raw(
    `(
      not exists (
        select 1 from jobs as live
        where live.key = :key: and live.kind = :kind: and live.outcome is null
      )
      and not exists (
        select 1 from jobs as newer
        where newer.key = :key: and newer.kind = :kind: and newer.id > :id: and newer.outcome is not null
      )
    )`,
    { key: `${ended}.key`, kind: `${ended}.kind`, id: `${ended}.id` },
  );
}
