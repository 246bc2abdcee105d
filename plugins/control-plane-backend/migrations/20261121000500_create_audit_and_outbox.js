// @ts-check

/**
 * Creates the append-only audit and the outbox of what the world must hear after commit.
 *
 * The database itself refuses to change or remove an audit entry. Entries name requests without a foreign key, so that
 * the record stands by itself.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createAudit(knex);

  await knex.schema.createTable('outbox', table => {
    table.comment(
      'What events, signals and people are told after commit; rows leave once delivered',
    );
    table.bigIncrements('id').comment('Order in which entries were appended');
    table.text('kind').notNullable().comment('What happened');
    table.text('request_id').notNullable().comment('Request it happened to');
    table.text('payload').notNullable().comment('Facts to tell, as JSON');
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the entry was appended');
    table
      .timestamp('available_at', { precision: 3 })
      .notNullable()
      .comment('Nobody holds the entry from then on');
    table
      .integer('attempts')
      .notNullable()
      .comment('How often somebody took the entry');
    table.index(['available_at', 'id'], 'outbox_available_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
async function createAudit(knex) {
  await knex.schema.createTable('audit_entries', table => {
    table.comment('Who did what; rows are never changed or removed');
    table.bigIncrements('id').comment('Order in which entries were appended');
    table
      .timestamp('at', { precision: 3 })
      .notNullable()
      .comment('When the change was made');
    table
      .text('actor')
      .notNullable()
      .comment(
        'Entity reference, service subject, policy:<rule> or system:<part>',
      );
    table.text('action').notNullable().comment('Noun and verb');
    table.text('request_id').nullable().comment('Request that it is about');
    table
      .integer('generation')
      .nullable()
      .comment('Generation that it is about');
    table
      .text('before_digest')
      .nullable()
      .comment('Digest of the state before the change');
    table
      .text('after_digest')
      .nullable()
      .comment('Digest of the state after the change');
    table.text('details').notNullable().comment('What else matters, as JSON');
    table.index(['request_id', 'at', 'id'], 'audit_entries_request_idx');
    table.index(['at', 'id'], 'audit_entries_at_idx');
  });

  if (isPostgres(knex)) {
    await knex.schema.raw(`
      create function audit_entries_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'audit_entries is append-only: % is refused', tg_op;
      end $$`);
    await knex.schema.raw(`
      create trigger audit_entries_refuse_change
      before update or delete or truncate on audit_entries
      for each statement execute function audit_entries_refuse_change()`);
    return;
  }
  for (const operation of ['update', 'delete']) {
    await knex.schema.raw(`
      create trigger audit_entries_refuse_${operation} before ${operation} on audit_entries
      begin
        select raise(abort, 'audit_entries is append-only: ${operation.toUpperCase()} is refused');
      end`);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('outbox');
  await knex.schema.dropTable('audit_entries');
  if (isPostgres(knex)) {
    await knex.schema.raw('drop function audit_entries_refuse_change()');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}
