// @ts-check

/**
 * Remembers of which end of a lease people were warned, so that they are warned once of each.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table
      .timestamp('lease_warned_for', { precision: 3 })
      .nullable()
      .comment('End of the lease that people were warned of');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not by the schema builder: on SQLite it copies the table, which rows of other tables refer to.
  await knex.schema.raw('alter table requests drop column lease_warned_for');
};
