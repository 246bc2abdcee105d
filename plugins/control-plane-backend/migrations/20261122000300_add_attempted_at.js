// @ts-check

/**
 * Adds when a publication was last tried, so that people see how fresh the failure is that they are shown.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('publications', table => {
    table
      .timestamp('attempted_at', { precision: 3 })
      .nullable()
      .comment('When the last attempt at it ended; null before the first');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not by the schema builder: on SQLite it would copy the table.
  await knex.schema.raw('alter table publications drop column attempted_at');
};
