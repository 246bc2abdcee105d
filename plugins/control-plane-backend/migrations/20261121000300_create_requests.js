// @ts-check

/** Phases that nothing leads out of, and the one in which the end of a lease has nothing left to do. */
const LEASE_IS_OVER = `'deleting', 'deleted', 'rejected', 'withdrawn'`;

/**
 * Creates requests, their revisions with manifests and approvals, and idempotency keys.
 *
 * Nothing here cascades: a request that was torn down keeps its rows for the audit. Rows of text hold JSON, so that both
 * databases keep the same bytes. Instants have milliseconds, because keyset cursors must compare exactly.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createRequests(knex);
  await createRevisions(knex);
  await createManifests(knex);
  await createApprovals(knex);
  await createIdempotencyKeys(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
async function createRequests(knex) {
  await knex.schema.createTable('requests', table => {
    table.comment('The long-lived record of each thing that a team asked for');
    table.text('id').notNullable().comment('req-<16 hex digits>');
    table.text('kind').notNullable().comment('What the class makes');
    table.text('class_name').notNullable().comment('Class that is pinned');
    table
      .integer('class_revision')
      .notNullable()
      .comment('Number of the class revision that is pinned');
    table
      .text('class_digest')
      .notNullable()
      .comment('Digest of the class revision that is pinned');
    table.text('team').notNullable().comment('Name of the owning Group');
    table.text('app').notNullable().comment('Name of the Component');
    table.text('region').notNullable().comment('Region that was asked for');
    table.text('target').notNullable().comment('Target that it lands on');
    table
      .text('repository')
      .notNullable()
      .comment('Name of the configured repository that holds it');
    table
      .text('path')
      .notNullable()
      .comment('Folder of the repository that the request owns');
    table
      .text('namespaces')
      .notNullable()
      .comment('Names of its namespaces, a JSON array');
    table
      .text('requester')
      .notNullable()
      .comment('Entity reference or service subject of who asked');
    table
      .text('phase')
      .notNullable()
      .checkIn(
        [
          'pending_approval',
          'approved',
          'queued',
          'reconciling',
          'awaiting_merge',
          'ready',
          'failed',
          'asleep',
          'deleting',
          'deleted',
          'rejected',
          'withdrawn',
        ],
        'requests_phase_check',
      )
      .comment('Where the request stands');
    table
      .text('conditions')
      .notNullable()
      .comment('What is known of each aspect, a JSON array');
    table
      .text('progress')
      .nullable()
      .comment('The step under way or the one that failed, as JSON');
    table.integer('generation').notNullable().comment('Newest generation');
    table
      .integer('spec_generation')
      .notNullable()
      .comment('Generation of the spec revision that the request shows');
    table
      .integer('version')
      .notNullable()
      .comment('Counts every change: the ETag, and the guard of updates');
    table
      .integer('lease_hours')
      .notNullable()
      .comment('Length of the whole lease, in hours');
    table
      .integer('lease_max_hours')
      .notNullable()
      .comment('Cap of the whole lease, in hours');
    table
      .text('lease_on_expiry')
      .notNullable()
      .checkIn(['delete', 'review'], 'requests_lease_on_expiry_check')
      .comment('What the end of the lease does');
    table
      .timestamp('lease_started_at', { precision: 3 })
      .nullable()
      .comment('Start of the first publication; the lease runs from here');
    table
      .timestamp('lease_expires_at', { precision: 3 })
      .nullable()
      .comment('End of the lease, by the clock of the database');
    table
      .timestamp('lease_expiry_handled_at', { precision: 3 })
      .nullable()
      .comment('When the end of the lease was acted on');
    table
      .integer('published_generation')
      .nullable()
      .comment('Generation that last reached the base branch');
    table
      .text('published_repository')
      .nullable()
      .comment('Repository that it reached');
    table.text('published_branch').nullable().comment('Branch that it reached');
    table
      .text('published_commit')
      .nullable()
      .comment('Commit by which it was there');
    table
      .timestamp('published_at', { precision: 3 })
      .nullable()
      .comment('When it was found there');
    table
      .integer('drifted_paths')
      .notNullable()
      .comment('Published paths that somebody else edited');
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the request was made');
    table
      .timestamp('updated_at', { precision: 3 })
      .notNullable()
      .comment('When the row was last written');
    table.primary(['id'], 'requests_pk');

    table.index(['created_at', 'id'], 'requests_created_idx');
    table.index(['updated_at', 'id'], 'requests_updated_idx');
    table.index(['team', 'created_at', 'id'], 'requests_team_created_idx');
    table.index(['phase', 'created_at', 'id'], 'requests_phase_created_idx');
    table.index(
      ['class_name', 'created_at', 'id'],
      'requests_class_created_idx',
    );
    table.index(['app', 'created_at', 'id'], 'requests_app_created_idx');
    table.index(
      ['requester', 'created_at', 'id'],
      'requests_requester_created_idx',
    );
  });

  await knex.schema.raw(
    `create index requests_lease_end_idx on requests (lease_expires_at, id)
     where lease_expiry_handled_at is null and phase not in (${LEASE_IS_OVER})`,
  );
  await knex.schema.raw(
    `create index requests_published_idx on requests (published_repository, id)
     where published_repository is not null`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
async function createRevisions(knex) {
  await knex.schema.createTable('revisions', table => {
    table.comment(
      'Proposed desired states of requests; immutable but for their state',
    );
    table.text('request_id').notNullable().comment('Request it belongs to');
    table
      .integer('generation')
      .notNullable()
      .comment('Counts up from 1 within the request');
    table
      .text('slot')
      .notNullable()
      .checkIn(['spec', 'lease', 'power'], 'revisions_slot_check')
      .comment('Revisions of different slots do not void each other');
    table
      .text('action')
      .notNullable()
      .checkIn(
        ['create', 'update', 'extend', 'shorten', 'sleep', 'wake', 'delete'],
        'revisions_action_check',
      )
      .comment('What it asks for');
    table
      .text('state')
      .notNullable()
      .checkIn(
        [
          'pending_approval',
          'approved',
          'effective',
          'rejected',
          'withdrawn',
          'superseded',
        ],
        'revisions_state_check',
      )
      .comment('How far it came');
    table.text('class_name').notNullable().comment('Class that it pins');
    table
      .integer('class_revision')
      .notNullable()
      .comment('Number of the class revision that it pins');
    table
      .text('class_digest')
      .notNullable()
      .comment('Digest of the class revision that it pins');
    table
      .text('plan_digest')
      .notNullable()
      .comment('Digest of what is decided on: sha256:<hex>');
    table
      .text('requested_by')
      .notNullable()
      .comment('Entity reference or service subject of who proposed it');
    table
      .timestamp('requested_at', { precision: 3 })
      .notNullable()
      .comment('When it was proposed');
    table.text('reason').notNullable().comment('Why, in words of the proposer');
    table
      .text('source')
      .nullable()
      .comment('Repository of the application, as JSON');
    table
      .text('owner')
      .notNullable()
      .comment('Entity reference of whom to ask about it');
    table.text('labels').notNullable().comment('Labels of the team, as JSON');
    table
      .text('parameters')
      .notNullable()
      .comment('Parameters of the class, as JSON');
    table
      .text('objects')
      .notNullable()
      .comment('Every object of the manifests, a JSON array');
    table
      .integer('lease_hours')
      .notNullable()
      .comment('Hours of the whole lease for a create, added by an extend');
    table
      .double('cost_monthly')
      .notNullable()
      .comment('Estimated price a month, in whole units of the currency');
    table.text('cost_currency').notNullable().comment('ISO 4217 code');
    table
      .text('approval_rule')
      .notNullable()
      .comment('Rule that asks for a person, or that approves by policy');
    table
      .timestamp('publication_started_at', { precision: 3 })
      .nullable()
      .comment('From then on it cannot be withdrawn or superseded');
    table
      .timestamp('effective_at', { precision: 3 })
      .nullable()
      .comment('When it came into force');
    table
      .timestamp('ended_at', { precision: 3 })
      .nullable()
      .comment('When it was rejected, withdrawn or superseded');
    table
      .text('ended_reason')
      .nullable()
      .comment('Why it ended, in words for a person');
    table.primary(['request_id', 'generation'], 'revisions_pk');
    table
      .foreign(['request_id'], 'revisions_request_fk')
      .references(['id'])
      .inTable('requests');
  });

  await knex.schema.raw(
    `create index revisions_open_idx on revisions (request_id, requested_at)
     where state in ('pending_approval', 'approved')`,
  );
  await knex.schema.raw(
    `create unique index revisions_open_slot_uq on revisions (request_id, slot)
     where state in ('pending_approval', 'approved')
       and publication_started_at is null`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
async function createManifests(knex) {
  await knex.schema.createTable('manifest_blobs', table => {
    table.comment('Contents of manifests, each stored once');
    table
      .text('digest')
      .notNullable()
      .comment('Digest of the content: sha256:<hex>');
    table
      .text('content')
      .notNullable()
      .comment('The bytes that were approved and that get published, UTF-8');
    table.primary(['digest'], 'manifest_blobs_pk');
  });

  await knex.schema.createTable('revision_manifests', table => {
    table.comment('Which content stands at which path of a revision');
    table.text('request_id').notNullable().comment('Request of the revision');
    table
      .integer('generation')
      .notNullable()
      .comment('Generation of the revision');
    table
      .text('path')
      .notNullable()
      .comment('Path in the repository of the request');
    table.text('digest').notNullable().comment('Digest of the content');
    table.primary(
      ['request_id', 'generation', 'path'],
      'revision_manifests_pk',
    );
    table
      .foreign(['request_id', 'generation'], 'revision_manifests_revision_fk')
      .references(['request_id', 'generation'])
      .inTable('revisions');
    table
      .foreign(['digest'], 'revision_manifests_blob_fk')
      .references(['digest'])
      .inTable('manifest_blobs');
  });
}

/**
 * Decisions are evidence: the database itself refuses to change or remove one.
 *
 * @param {import('knex').Knex} knex
 */
async function createApprovals(knex) {
  await knex.schema.createTable('approvals', table => {
    table.comment('Decisions on revisions; rows are never changed or removed');
    table.text('id').notNullable().comment('Identifies the decision');
    table.text('request_id').notNullable().comment('Request of the revision');
    table
      .integer('generation')
      .notNullable()
      .comment('Generation of the revision');
    table
      .text('decision')
      .notNullable()
      .checkIn(['approve', 'reject'], 'approvals_decision_check')
      .comment('Yes or no');
    table
      .text('decided_by')
      .notNullable()
      .comment('Entity reference of a user, or policy:<rule>');
    table
      .text('plan_digest')
      .notNullable()
      .comment('Digest of what was decided on');
    table
      .text('comment')
      .notNullable()
      .comment('What the decider had to say; may be empty');
    table
      .timestamp('decided_at', { precision: 3 })
      .notNullable()
      .comment('When it was decided');
    table.primary(['id'], 'approvals_pk');
    table.index(
      ['request_id', 'generation', 'decided_at', 'id'],
      'approvals_revision_idx',
    );
    table
      .foreign(['request_id', 'generation'], 'approvals_revision_fk')
      .references(['request_id', 'generation'])
      .inTable('revisions');
  });

  if (isPostgres(knex)) {
    await knex.schema.raw(`
      create function approvals_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'approvals is append-only: % is refused', tg_op;
      end $$`);
    await knex.schema.raw(`
      create trigger approvals_refuse_change
      before update or delete or truncate on approvals
      for each statement execute function approvals_refuse_change()`);
    return;
  }
  for (const operation of ['update', 'delete']) {
    await knex.schema.raw(`
      create trigger approvals_refuse_${operation} before ${operation} on approvals
      begin
        select raise(abort, 'approvals is append-only: ${operation.toUpperCase()} is refused');
      end`);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
async function createIdempotencyKeys(knex) {
  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('What the idempotency keys of the last 24 hours stand for');
    table
      .text('caller')
      .notNullable()
      .comment('Entity reference or service subject; scope of the key');
    table.text('key').notNullable().comment('The key as it came');
    table
      .text('body_digest')
      .notNullable()
      .comment('Digest of the body that came with the key first');
    table
      .text('request_id')
      .notNullable()
      .comment('Request that was made with the key');
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the key came first; it is forgotten 24 hours later');
    table.primary(['caller', 'key'], 'idempotency_keys_pk');
    table.index(['created_at'], 'idempotency_keys_created_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
  await knex.schema.dropTable('approvals');
  if (isPostgres(knex)) {
    await knex.schema.raw('drop function approvals_refuse_change()');
  }
  await knex.schema.dropTable('revision_manifests');
  await knex.schema.dropTable('manifest_blobs');
  await knex.schema.dropTable('revisions');
  await knex.schema.dropTable('requests');
};

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}
