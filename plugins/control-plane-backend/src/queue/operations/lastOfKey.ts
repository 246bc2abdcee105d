import { Knex } from 'knex';

/**
 * The condition that a job which ended is the last word on its kind and key: none of them lives, and none has ended after
 * it. What is not the last word is history, however it ended.
 *
 * @remarks
 * Ends are compared and not ids: a job that was replayed ends anew, and ids go by the clocks of processes. One of a kind
 * and key lives at a time, so that their ends have an order.
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
        select 1 from jobs as later
        where later.key = :key: and later.kind = :kind: and later.outcome is not null
          and later.finished_at >= :finished:
          and (later.finished_at > :finished: or later.id > :id:)
      )
    )`,
    {
      key: `${ended}.key`,
      kind: `${ended}.kind`,
      finished: `${ended}.finished_at`,
      id: `${ended}.id`,
    },
  );
}
