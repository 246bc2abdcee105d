// @ts-check

/**
 * Lets the jobs that ended be found by their key: the jobs of one request for its page, and whether a job that died was
 * followed by another. Those that live have an index by key already.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.raw(
    `create index jobs_ended_key on jobs (key, finished_at) where outcome is not null`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.raw('drop index jobs_ended_key');
};
