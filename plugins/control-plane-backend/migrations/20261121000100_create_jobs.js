// @ts-check

/**
 * Creates the durable job queue.
 *
 * One row is one job. The states `ready` and `leased` are live; all indices that a worker's loop uses are partial on
 * one of them, so that history costs the loop nothing. Times are timestamptz with milliseconds on PostgreSQL and
 * integer milliseconds on SQLite.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('jobs', table => {
    table.comment('Units of durable work, one row each');
    table
      .uuid('id')
      .primary()
      .comment('Time-ordered id, so that its order is the order of creation');
    table.text('kind').notNullable().comment('Names the handler');
    table
      .text('key')
      .notNullable()
      .comment('At most one live job exists per kind and key');
    table
      .text('group_key')
      .notNullable()
      .comment('Groups get fair shares of what runs');
    table
      .text('limit_key')
      .notNullable()
      .comment('Jobs that share it share a limit on how many run; empty: none');
    table
      .integer('priority')
      .notNullable()
      .comment('Higher runs first within a group');
    table
      .text('payload')
      .notNullable()
      .comment('Input of the handler, as JSON');
    table
      .text('state')
      .notNullable()
      .comment('ready, leased, done, dead or cancelled');
    table
      .integer('attempt')
      .notNullable()
      .comment('Attempts begun so far, those given back not counted');
    table
      .integer('max_attempts')
      .notNullable()
      .comment('Attempts after which a failing job is dead');
    table
      .timestamp('run_at', { precision: 3 })
      .notNullable()
      .comment('The job does not run before');
    table
      .timestamp('run_again_at', { precision: 3 })
      .nullable()
      .comment(
        'Set when the job was enqueued while it ran: it runs once more, not before this time',
      );
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the job was enqueued');
    table
      .timestamp('claimed_at', { precision: 3 })
      .nullable()
      .comment('When the newest attempt was claimed');
    table
      .timestamp('finished_at', { precision: 3 })
      .nullable()
      .comment('When the job left the live states');
    table
      .text('lease_owner')
      .nullable()
      .comment('Process that holds the lease, for people');
    table
      .uuid('ticket')
      .nullable()
      .comment('Who knows it may renew, settle or release the lease');
    table
      .timestamp('lease_until', { precision: 3 })
      .nullable()
      .comment('From then on anybody may rescue the job');
    table
      .text('waits_for')
      .nullable()
      .comment('Why the job waits, as its last outcome said');
    table
      .text('error_message')
      .nullable()
      .comment('What the last failure said');
    table
      .timestamp('error_at', { precision: 3 })
      .nullable()
      .comment('When the last failure was recorded');
    table
      .text('error_type')
      .nullable()
      .comment('retryable or terminal, as the last failure was judged');
    table.check(
      `state in ('ready', 'leased', 'done', 'dead', 'cancelled')`,
      [],
      'jobs_state_check',
    );
    table.check(
      `(state = 'leased') = (ticket is not null and lease_until is not null)`,
      [],
      'jobs_lease_check',
    );
    table.check(
      `(state in ('ready', 'leased')) = (finished_at is null)`,
      [],
      'jobs_finished_check',
    );
  });

  // At most one live job per kind and key; what an enqueue meets.
  await knex.schema.raw(
    `create unique index jobs_live_key on jobs (kind, key) where state in ('ready', 'leased')`,
  );
  // A lane is what shares its first four columns; the jobs of a lane that are due come first in it.
  await knex.schema.raw(
    `create index jobs_ready_lane on jobs (kind, group_key, limit_key, priority, run_at, id) where state = 'ready'`,
  );
  // Leases that ran out, and how many jobs run by group and by limit.
  await knex.schema.raw(
    `create index jobs_leased on jobs (lease_until, group_key, limit_key) where state = 'leased'`,
  );
  // What retention deletes, and the dead for whoever looks at them.
  await knex.schema.raw(
    `create index jobs_finished on jobs (state, finished_at) where state in ('done', 'dead', 'cancelled')`,
  );

  if (knex.client.config.client === 'pg') {
    // Every job leaves two dead rows behind; the default of a fifth of the table would let them outgrow the live ones.
    await knex.schema.raw(
      `alter table jobs set (
         autovacuum_vacuum_scale_factor = 0.01,
         autovacuum_vacuum_insert_scale_factor = 0.05,
         autovacuum_analyze_scale_factor = 0.05
       )`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('jobs');
};
