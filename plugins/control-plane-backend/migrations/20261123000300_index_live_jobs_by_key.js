// @ts-check

/**
 * Lets the index of live jobs begin with their key.
 *
 * It holds what an enqueue meets, and nothing else should read it. With the kind first, PostgreSQL took it for a way to
 * the jobs of a kind whenever few were live, and walked over all rows that a long transaction kept from being cleaned
 * up.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.raw(
    `create unique index jobs_live on jobs (key, kind) where state in ('ready', 'leased')`,
  );
  await knex.schema.raw('drop index jobs_live_key');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.raw(
    `create unique index jobs_live_key on jobs (kind, key) where state in ('ready', 'leased')`,
  );
  await knex.schema.raw('drop index jobs_live');
};
