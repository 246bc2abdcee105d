// @ts-check

/**
 * Creates the record of what became of the descriptors in the catalog.
 *
 * A descriptor is known by its entity reference and not by its uid: the catalog's database is a cache that may be built
 * anew, and then every uid is another. The incarnation counts the requests that one descriptor has made in turn.
 * Requests are named without a foreign key, so that the record stands by itself.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('descriptors', table => {
    table.comment('What became of each descriptor that the catalog ever held');
    table.text('entity_ref').notNullable().comment('Reference of its entity');
    table
      .text('kind')
      .notNullable()
      .checkIn(
        ['EnvironmentClass', 'EnvironmentRequest'],
        'descriptors_kind_check',
      )
      .comment('Kind of its entity');
    table
      .text('state')
      .notNullable()
      .checkIn(['accepted', 'refused', 'removed'], 'descriptors_state_check')
      .comment('What became of it');
    table.text('location').notNullable().comment('Where it was read from');
    table
      .text('seen_digest')
      .notNullable()
      .comment('Digest of what was judged last');
    table
      .text('accepted_spec')
      .nullable()
      .comment('What is in force of it, as JSON');
    table
      .text('problems')
      .notNullable()
      .comment('What is wrong with it, as a JSON list of sentences');
    table
      .integer('incarnation')
      .notNullable()
      .comment('How many requests it has made in turn');
    table
      .text('request_id')
      .nullable()
      .comment('The request that it made last');
    table
      .integer('missing_looks')
      .notNullable()
      .comment('How often in a row it was absent from the catalog');
    table
      .timestamp('missing_since', { precision: 3 })
      .nullable()
      .comment('When it was first found absent');
    table
      .timestamp('retry_at', { precision: 3 })
      .nullable()
      .comment('When a refused one is judged again although it is the same');
    table
      .timestamp('first_seen_at', { precision: 3 })
      .notNullable()
      .comment('When it was first seen');
    table
      .timestamp('changed_at', { precision: 3 })
      .notNullable()
      .comment('When its state, problems or request last changed');
    table.primary(['entity_ref'], 'descriptors_pk');
    table.index(['first_seen_at', 'entity_ref'], 'descriptors_page_idx');
  });

  await knex.schema.createTable('descriptor_looks', table => {
    table.comment('The last look at the catalog, in one row');
    table
      .integer('id')
      .notNullable()
      .checkIn(['1'], 'descriptor_looks_id_check')
      .comment('Always 1');
    table
      .timestamp('at', { precision: 3 })
      .notNullable()
      .comment('When the look ended');
    table
      .text('result')
      .notNullable()
      .checkIn(['complete', 'held', 'failed'], 'descriptor_looks_result_check')
      .comment('How the look ended');
    table.text('message').notNullable().comment('The same in words');
    table.primary(['id'], 'descriptor_looks_pk');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('descriptor_looks');
  await knex.schema.dropTable('descriptors');
};
