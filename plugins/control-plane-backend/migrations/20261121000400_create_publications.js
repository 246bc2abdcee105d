// @ts-check

/**
 * Creates the publication intents, the inventory of published objects and the drift that was found in Git.
 *
 * A publication row is written before anything is pushed, so that a crash between push and store is recognised instead
 * of repeated. Rows stay for the audit.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createPublications(knex);
  await createInventory(knex);
  await createDrift(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
async function createPublications(knex) {
  await knex.schema.createTable('publications', table => {
    table.comment('Publication intents and what became of them');
    table
      .bigIncrements('position')
      .comment('Order in which the intents were made');
    table
      .text('operation_id')
      .notNullable()
      .comment('Stands in the trailer of the commit');
    table
      .text('repository')
      .notNullable()
      .comment('Name of the configured repository; one lane each');
    table.text('branch').notNullable().comment('Branch that is written');
    table
      .text('request_id')
      .nullable()
      .comment('Request that owns the paths; null for a target');
    table
      .integer('generation')
      .nullable()
      .comment('Generation that is published; null for a target');
    table
      .text('target')
      .nullable()
      .comment('Target that owns the paths; null for a request');
    table
      .text('purpose')
      .notNullable()
      .checkIn(['publish', 'remove', 'repair'], 'publications_purpose_check')
      .comment('Why the branch is written');
    table
      .text('state')
      .notNullable()
      .checkIn(
        ['pending', 'published', 'unchanged', 'failed', 'skipped'],
        'publications_state_check',
      )
      .comment('What became of the intent');
    table
      .text('plan_digest')
      .notNullable()
      .comment('Digest of the plan that is published');
    table
      .text('paths')
      .notNullable()
      .comment('Folders that the operation owns, a JSON array');
    table
      .text('base')
      .nullable()
      .comment('Head of the branch when it was first tried');
    table
      .text('commit_id')
      .nullable()
      .comment('Commit by which the branch holds the desired state');
    table.text('reason').nullable().comment('Why it failed, CamelCase');
    table.text('message').nullable().comment('Why it failed, for a person');
    table.text('advice').nullable().comment('What a person can do');
    table
      .timestamp('retry_at', { precision: 3 })
      .nullable()
      .comment('When it is tried again; only while pending');
    table
      .integer('attempts')
      .notNullable()
      .comment('How often it was tried so far');
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the intent was stored');
    table
      .timestamp('finished_at', { precision: 3 })
      .nullable()
      .comment('When it was settled');
    table.unique(['operation_id'], { indexName: 'publications_operation_uq' });
    table.index(
      ['request_id', 'generation', 'position'],
      'publications_generation_idx',
    );
    table.index(
      ['request_id', 'created_at', 'operation_id'],
      'publications_request_created_idx',
    );
    table.index(['target', 'position'], 'publications_target_idx');
    table
      .foreign(['request_id', 'generation'], 'publications_revision_fk')
      .references(['request_id', 'generation'])
      .inTable('revisions');
    table.check(
      '(target is null and request_id is not null and generation is not null) or (target is not null and request_id is null and generation is null)',
      undefined,
      'publications_owner_check',
    );
  });

  await knex.schema.raw(
    `create index publications_pending_idx on publications (repository, position)
     where state = 'pending'`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
async function createInventory(knex) {
  await knex.schema.createTable('inventory', table => {
    table.comment(
      'Every object that a request owns: the truth for pruning and the proof of teardown',
    );
    table.text('request_id').notNullable().comment('Request that owns it');
    table.text('api_version').notNullable().comment('Group and version');
    table.text('kind').notNullable().comment('Kind of the object');
    table
      .text('namespace')
      .notNullable()
      .comment('Its namespace; empty for objects of the cluster');
    table.text('name').notNullable().comment('Name of the object');
    table.text('path').notNullable().comment('File that holds it');
    table
      .integer('generation')
      .notNullable()
      .comment('Generation that published it');
    table.primary(
      ['request_id', 'api_version', 'kind', 'namespace', 'name'],
      'inventory_pk',
    );
    table
      .foreign(['request_id'], 'inventory_request_fk')
      .references(['id'])
      .inTable('requests');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createDrift(knex) {
  await knex.schema.createTable('drift', table => {
    table.comment('Published paths that somebody else edited on the branch');
    table.text('id').notNullable().comment('Identifies the finding');
    table
      .text('request_id')
      .notNullable()
      .comment('Request that owns the path');
    table.text('path').notNullable().comment('Path that was edited');
    table
      .text('change')
      .notNullable()
      .checkIn(['added', 'modified', 'removed'], 'drift_change_check')
      .comment('What was done to the path');
    table
      .text('blob')
      .nullable()
      .comment('Blob id on the branch; null when the path was removed');
    table.text('commit_id').nullable().comment('Commit that edited it');
    table.text('author').nullable().comment('Author of that commit');
    table
      .text('author_email')
      .nullable()
      .comment('Address of the author of that commit');
    table
      .timestamp('since', { precision: 3 })
      .nullable()
      .comment('When that commit was authored');
    table.text('subject').nullable().comment('First line of its message');
    table
      .timestamp('detected_at', { precision: 3 })
      .notNullable()
      .comment('When it was found');
    table
      .timestamp('resolved_at', { precision: 3 })
      .nullable()
      .comment('When it was mended; null while it is open');
    table
      .text('resolution')
      .nullable()
      .checkIn(['repaired', 'reverted', 'replaced'], 'drift_resolution_check')
      .comment('Who mended it: we, the editor, or a newer revision');
    table.primary(['id'], 'drift_pk');
    table.index(['detected_at', 'id'], 'drift_detected_idx');
    table.index(
      ['request_id', 'detected_at', 'id'],
      'drift_request_detected_idx',
    );
    table
      .foreign(['request_id'], 'drift_request_fk')
      .references(['id'])
      .inTable('requests');
  });

  await knex.schema.raw(
    `create unique index drift_open_uq on drift (request_id, path)
     where resolved_at is null`,
  );
  await knex.schema.raw(
    `create index drift_open_detected_idx on drift (detected_at, id)
     where resolved_at is null`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drift');
  await knex.schema.dropTable('inventory');
  await knex.schema.dropTable('publications');
};
