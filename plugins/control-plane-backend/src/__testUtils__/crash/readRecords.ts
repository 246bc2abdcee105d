import { Knex } from 'knex';

/** What the database says of a campaign, read without the product's own code. */
export interface Records {
  requests: Array<{ id: string; phase: string; path: string }>;
  revisions: Array<{ request_id: string; generation: number; state: string }>;
  publications: Array<{
    operation_id: string;
    request_id: string | null;
    generation: number | null;
    target: string | null;
    state: string;
    paths: string;
    commit_id: string | null;
  }>;
  manifests: Array<{ request_id: string; path: string; content: string }>;
  /** How often each action was recorded for each request and generation. */
  audit: Array<{
    request_id: string | null;
    generation: number | null;
    action: string;
  }>;
  jobs: Array<{ kind: string; key: string; state: string; attempt: number }>;
  keys: Array<{ key: string; request_id: string }>;
}

export async function readRecords(knex: Knex): Promise<Records> {
  return {
    requests: await knex('requests').select('id', 'phase', 'path'),
    revisions: await knex('revisions').select(
      'request_id',
      'generation',
      'state',
    ),
    publications: await knex('publications')
      .select('operation_id', 'request_id', 'generation', 'target', 'state')
      .select('paths', 'commit_id')
      .orderBy('position'),
    // The newest generation that is in force is what the branch must hold.
    manifests: await knex('revision_manifests as m')
      .join('manifest_blobs as b', 'b.digest', 'm.digest')
      .join('requests as r', function current() {
        this.on('r.id', 'm.request_id').andOn(
          'r.published_generation',
          'm.generation',
        );
      })
      .select('m.request_id', 'm.path', 'b.content'),
    audit: await knex('audit_entries').select(
      'request_id',
      'generation',
      'action',
    ),
    jobs: await knex('jobs').select('kind', 'key', 'state', 'attempt'),
    keys: await knex('idempotency_keys').select('key', 'request_id'),
  };
}
