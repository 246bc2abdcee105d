// @ts-check

/**
 * Lets a list of one team's requests in one phase walk what it shows.
 *
 * By team alone it looked at all that the team ever had, which is most where nothing is in that phase.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table.index(
      ['team', 'phase', 'created_at', 'id'],
      'requests_team_phase_created_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('requests', table => {
    table.dropIndex([], 'requests_team_phase_created_idx');
  });
};
