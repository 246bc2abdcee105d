// @ts-check

/**
 * Lets decisions on all requests be read newest first by an index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('approvals', table => {
    table.index(['decided_at', 'id'], 'approvals_decided_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('approvals', table => {
    table.dropIndex(['decided_at', 'id'], 'approvals_decided_idx');
  });
};
