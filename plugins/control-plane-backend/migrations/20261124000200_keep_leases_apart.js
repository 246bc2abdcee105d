// @ts-check

/**
 * Keeps leases apart from jobs: one row a claim, not columns of each job.
 *
 * A claim then changes no column of a job that an index looks at, so PostgreSQL writes the new version of the row beside
 * the old one and leaves the indices alone (a heap-only tuple); half of each page is kept free for that. What ended is told
 * by `outcome`, and `state` follows from it and from the ticket.
 *
 * The table is made anew and its rows are copied: SQLite cannot take a column away that a check looks at.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  await lockJobs(knex);
  await knex.schema.createTable('job_leases', table => {
    table.comment('Claims whose jobs are not all settled, one row each');
    table
      .uuid('ticket')
      .primary()
      .comment('Stands in every job of the claim that has not ended');
    table
      .text('owner')
      .notNullable()
      .comment('Process that holds the lease, for people');
    table
      .timestamp('lease_until', { precision: 3 })
      .notNullable()
      .comment('From then on anybody may rescue the jobs');
    table
      .specificType('job_ids', isPostgres ? 'uuid[]' : 'text')
      .notNullable()
      .comment('Jobs that were claimed; those that ended have lost the ticket');
  });
  await knex.schema.raw(
    `create index job_leases_until on job_leases (lease_until)`,
  );
  await knex.schema.raw(
    `insert into job_leases (ticket, owner, lease_until, job_ids)
     select ticket, max(coalesce(lease_owner, '')), max(lease_until), ${
       isPostgres ? 'array_agg(id)' : 'json_group_array(id)'
     }
     from jobs where state = 'leased' group by ticket`,
  );

  await knex.schema.createTable('next_jobs', table => {
    table.comment('Units of durable work, one row each');
    addColumns(table);
    table
      .text('outcome')
      .nullable()
      .comment(
        'How the job ended: done, dead or cancelled; null while it lives',
      );
    table
      .uuid('ticket')
      .nullable()
      .comment('The claim that holds the job; who knows it may settle it');
    table
      .specificType(
        'state',
        `text generated always as (
           case when outcome is not null then outcome when ticket is null then 'ready' else 'leased' end
         ) stored`,
      )
      .comment('ready, leased, done, dead or cancelled');
    table.check(
      `outcome in ('done', 'dead', 'cancelled')`,
      [],
      'jobs_outcome_check',
    );
    table.check(`outcome is null or ticket is null`, [], 'jobs_ticket_check');
    table.check(
      `(outcome is null) = (finished_at is null)`,
      [],
      'jobs_finished_check',
    );
  });
  await knex.schema.raw(
    `insert into next_jobs (${COLUMNS}, outcome, ticket)
     select ${COLUMNS}, case when finished_at is null then null else state end, ticket from jobs`,
  );
  await replaceJobs(knex);
  await knex.schema.raw(
    `create unique index jobs_live on jobs (key, kind) where outcome is null`,
  );
  await knex.schema.raw(
    `create index jobs_live_lane on jobs (kind, group_key, limit_key, priority, run_at, id) where outcome is null`,
  );
  await knex.schema.raw(
    `create index jobs_finished on jobs (outcome, finished_at) where outcome is not null`,
  );
  if (isPostgres) {
    await knex.schema.raw('alter table jobs set (fillfactor = 50)');
    // A row comes and goes with every claim.
    await knex.schema.raw(
      `alter table job_leases set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await lockJobs(knex);
  await knex.schema.createTable('next_jobs', table => {
    table.comment('Units of durable work, one row each');
    addColumns(table);
    table
      .text('state')
      .notNullable()
      .comment('ready, leased, done, dead or cancelled');
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
  await knex.schema.raw(
    `insert into next_jobs (${COLUMNS}, state, ticket, lease_owner, lease_until)
     select ${COLUMNS}, state, jobs.ticket, owner, lease_until
     from jobs left join job_leases on job_leases.ticket = jobs.ticket`,
  );
  await replaceJobs(knex);
  await knex.schema.raw(
    `create unique index jobs_live on jobs (key, kind) where state in ('ready', 'leased')`,
  );
  await knex.schema.raw(
    `create index jobs_ready_lane on jobs (kind, group_key, limit_key, priority, run_at, id) where state = 'ready'`,
  );
  await knex.schema.raw(
    `create index jobs_leased on jobs (lease_until, group_key, limit_key) where state = 'leased'`,
  );
  await knex.schema.raw(
    `create index jobs_finished on jobs (state, finished_at) where state in ('done', 'dead', 'cancelled')`,
  );
  await knex.schema.dropTable('job_leases');
};

/** What both shapes of the table have. */
const COLUMNS = `id, kind, key, group_key, limit_key, priority, payload, attempt, max_attempts, run_at, run_again_at,
  created_at, claimed_at, finished_at, waits_for, error_message, error_at, error_type`;

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function addColumns(table) {
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
  table.text('payload').notNullable().comment('Input of the handler, as JSON');
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
    .comment('When the job ended');
  table
    .text('waits_for')
    .nullable()
    .comment('Why the job waits, as its last outcome said');
  table.text('error_message').nullable().comment('What the last failure said');
  table
    .timestamp('error_at', { precision: 3 })
    .nullable()
    .comment('When the last failure was recorded');
  table
    .text('error_type')
    .nullable()
    .comment('retryable or terminal, as the last failure was judged');
}

/**
 * A replica that still runs must not write to a table whose rows are being copied.
 *
 * @param {import('knex').Knex} knex
 */
async function lockJobs(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.schema.raw('lock table jobs in access exclusive mode');
  }
}

/**
 * @param {import('knex').Knex} knex
 */
async function replaceJobs(knex) {
  await knex.schema.dropTable('jobs');
  await knex.schema.renameTable('next_jobs', 'jobs');
  if (knex.client.config.client === 'pg') {
    await knex.schema.raw('alter index next_jobs_pkey rename to jobs_pkey');
    // Every job leaves dead rows behind; the default of a fifth of the table would let them outgrow the live ones.
    await knex.schema.raw(
      `alter table jobs set (
         autovacuum_vacuum_scale_factor = 0.01,
         autovacuum_vacuum_insert_scale_factor = 0.05,
         autovacuum_analyze_scale_factor = 0.05
       )`,
    );
  }
}
