// @ts-check

/**
 * Lets the pages of the frontend read what they list by an index: revisions that wait for a person, the audit of
 * everything by who and what, and when a lane pushed last.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.raw(
    `create index revisions_pending_idx on revisions (requested_at, request_id, generation)
     where state = 'pending_approval'`,
  );
  await knex.schema.alterTable('audit_entries', table => {
    table.index(['actor', 'at', 'id'], 'audit_entries_actor_idx');
    table.index(['action', 'at', 'id'], 'audit_entries_action_idx');
  });
  await knex.schema.raw(
    `create index publications_settled_idx on publications (repository, state, finished_at)
     where state in ('published', 'failed')`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.raw('drop index publications_settled_idx');
  await knex.schema.alterTable('audit_entries', table => {
    table.dropIndex(['action', 'at', 'id'], 'audit_entries_action_idx');
    table.dropIndex(['actor', 'at', 'id'], 'audit_entries_actor_idx');
  });
  await knex.schema.raw('drop index revisions_pending_idx');
};
