// @ts-check

/**
 * Indexes of the jobs that ended only those that people look for by how they ended: the dead and the cancelled.
 *
 * Nearly every job is done, and each one that ended stood in the old index. Now a job that is done is found by its key or by
 * its id, which grows with time; what is past its retention is found by its id, too.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // The stronger lock first: to go from the weaker one to it is a deadlock with whoever works on the table meanwhile.
  await knex.schema.raw('drop index jobs_finished');
  await knex.schema.raw(
    `create index jobs_stopped on jobs (outcome, finished_at) where outcome in ('dead', 'cancelled')`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.raw('drop index jobs_stopped');
  await knex.schema.raw(
    `create index jobs_finished on jobs (outcome, finished_at) where outcome is not null`,
  );
};
