// @ts-check

/**
 * Creates what jobs tell of their attempts: a few lines each, for whoever looks into a job.
 *
 * Lines name jobs without a foreign key: its check would touch the row of the job, which the queue is busy with. They are
 * deleted with the job.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('job_logs', table => {
    table.comment('What attempts at jobs did, the newest lines of each job');
    table.bigIncrements('id').comment('Order in which lines were written');
    table.uuid('job_id').notNullable().comment('Job that the line is about');
    table
      .integer('attempt')
      .notNullable()
      .comment('Attempt that the line is about, from 1');
    table
      .timestamp('at', { precision: 3 })
      .notNullable()
      .comment('When it happened, by the clock of the process');
    table
      .text('level')
      .notNullable()
      .checkIn(['info', 'warn', 'error'], 'job_logs_level_check')
      .comment('How much it matters');
    table
      .text('message')
      .notNullable()
      .comment('What happened, for a person; never a secret');
    table.index(['job_id', 'id'], 'job_logs_job_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('job_logs');
};
