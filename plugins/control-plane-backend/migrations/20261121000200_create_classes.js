// @ts-check

/**
 * Creates the classes that may be requested and their immutable revisions.
 *
 * A request pins a revision by name and digest, so revisions are never removed; `classes` says which one is current and
 * whether it is offered at all. Rows of text hold JSON, so that both databases keep the same bytes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('class_revisions', table => {
    table.comment(
      'Immutable revisions of classes, kept for ever because requests pin them',
    );
    table.text('name').notNullable().comment('Name of the class');
    table
      .text('digest')
      .notNullable()
      .comment('Digest of the spec: sha256:<hex>');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts up from 1 with each new digest of the class');
    table
      .text('origin')
      .notNullable()
      .checkIn(['config', 'catalog', 'default'], 'class_revisions_origin_check')
      .comment('Who defined this revision first');
    table.text('spec').notNullable().comment('The class as JSON');
    table
      .timestamp('created_at', { precision: 3 })
      .notNullable()
      .comment('When the revision was first seen');
    table.primary(['name', 'digest'], 'class_revisions_pk');
    table.unique(['name', 'revision'], {
      indexName: 'class_revisions_number_uq',
    });
  });

  await knex.schema.createTable('classes', table => {
    table.comment('The current revision of each class that was ever defined');
    table.text('name').notNullable().comment('Name of the class');
    table
      .text('current_digest')
      .notNullable()
      .comment('Digest of the current revision');
    table
      .text('origin')
      .notNullable()
      .checkIn(['config', 'catalog', 'default'], 'classes_origin_check')
      .comment('Who defines the class now');
    table
      .boolean('offered')
      .notNullable()
      .comment('Whether the class can be requested');
    table
      .timestamp('updated_at', { precision: 3 })
      .notNullable()
      .comment('When the row was last written');
    table.primary(['name'], 'classes_pk');
    table
      .foreign(['name', 'current_digest'], 'classes_current_fk')
      .references(['name', 'digest'])
      .inTable('class_revisions');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('classes');
  await knex.schema.dropTable('class_revisions');
};
