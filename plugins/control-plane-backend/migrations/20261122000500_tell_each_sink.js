// @ts-check

/**
 * Gives each sink of the outbox entries of its own, so that one which cannot be told keeps nobody else from hearing.
 *
 * What waits already is for the events service, the only sink there was.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('outbox', table => {
    table
      .text('sink')
      .notNullable()
      .defaultTo('events')
      .comment('Who is to be told: events, signals or notifications');
  });
  await knex.schema.alterTable('outbox', table => {
    table.dropIndex(['available_at', 'id'], 'outbox_available_idx');
    table.index(['sink', 'available_at', 'id'], 'outbox_sink_available_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('outbox').whereNot('sink', 'events').delete();
  await knex.schema.alterTable('outbox', table => {
    table.dropIndex(
      ['sink', 'available_at', 'id'],
      'outbox_sink_available_idx',
    );
    table.index(['available_at', 'id'], 'outbox_available_idx');
  });
  await knex.schema.alterTable('outbox', table => {
    table.dropColumn('sink');
  });
};
