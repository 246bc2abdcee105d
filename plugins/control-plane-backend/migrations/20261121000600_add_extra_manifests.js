// @ts-check

/**
 * Lets a revision name the files that its team brought, so that a change which says nothing about them keeps them.
 *
 * Their contents stand in `manifest_blobs` as they came; what they became is among the revision's manifests.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('revisions', table => {
    table
      .text('extra_manifests')
      .notNullable()
      .defaultTo('[]')
      .comment(
        'Files that the team brought, a JSON array of name and digest of the content as it came',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not by the schema builder: on SQLite it copies the table, which rows of other tables refer to.
  await knex.schema.raw('alter table revisions drop column extra_manifests');
};
