// @ts-check

/**
 * Creates what an operator has paused: jobs that are ready stay so while a row here names their kind, group or limit key.
 *
 * The table holds a handful of rows at most; each look for work reads it as a whole.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('job_pauses', table => {
    table.comment('What is paused: jobs that no worker takes for the time');
    table
      .text('scope')
      .notNullable()
      .checkIn(['kind', 'group', 'limit'], 'job_pauses_scope_check')
      .comment('Which column of jobs the name is of: kind, group or limit');
    table
      .text('name')
      .notNullable()
      .comment('Kind, group or limit key whose jobs wait; never empty');
    table
      .text('reason')
      .notNullable()
      .comment('Why, in the words of whoever paused it last');
    table
      .text('paused_by')
      .notNullable()
      .comment('Who paused it last, as the audit names people');
    table
      .timestamp('paused_at', { precision: 3 })
      .notNullable()
      .comment('Since when it is paused; a new reason leaves it as it is');
    table.primary(['scope', 'name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('job_pauses');
};
