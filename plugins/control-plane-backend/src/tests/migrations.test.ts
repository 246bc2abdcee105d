import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { migrationsDirectory } from '../store/migrations';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });
const directory = migrationsDirectory();

const MIGRATIONS = readdirSync(directory).sort();

const AT = new Date('2026-11-21T10:00:00.123Z');

// Rows as they were when each table was made: written out, so that they stay what they are when the code moves on.
const CLASS_REVISION = {
  name: 'preview',
  digest: 'sha256:class',
  revision: 1,
  origin: 'default',
  spec: '{}',
  created_at: AT,
};
const CLASS = {
  name: 'preview',
  current_digest: 'sha256:class',
  origin: 'default',
  offered: true,
  updated_at: AT,
};
const REQUEST = {
  id: 'req-0000000000000001',
  kind: 'environment',
  class_name: 'preview',
  class_revision: 1,
  class_digest: 'sha256:class',
  team: 'payments',
  app: 'payments-api',
  region: 'eu-west',
  target: 'eu-west-runtime',
  repository: 'gitops',
  path: 'clusters/eu-west/teams/payments/payments-api/req-0000000000000001',
  namespaces: '[]',
  requester: 'user:default/riley',
  phase: 'queued',
  conditions: '[]',
  generation: 1,
  spec_generation: 1,
  version: 1,
  lease_hours: 72,
  lease_max_hours: 168,
  lease_on_expiry: 'delete',
  drifted_paths: 0,
  created_at: AT,
  updated_at: AT,
};
const REVISION = {
  request_id: REQUEST.id,
  generation: 1,
  slot: 'spec',
  action: 'create',
  state: 'approved',
  class_name: 'preview',
  class_revision: 1,
  class_digest: 'sha256:class',
  plan_digest: 'sha256:plan',
  requested_by: 'user:default/riley',
  requested_at: AT,
  reason: '',
  owner: 'user:default/riley',
  labels: '{}',
  parameters: '{}',
  objects: '[]',
  lease_hours: 72,
  cost_monthly: 45.5,
  cost_currency: 'EUR',
  approval_rule: 'class-asks-for-nobody',
};
const PUBLICATION = {
  operation_id: 'op-1',
  repository: 'gitops',
  branch: 'main',
  request_id: REQUEST.id,
  generation: 1,
  purpose: 'publish',
  state: 'pending',
  plan_digest: 'sha256:plan',
  paths: '[]',
  attempts: 0,
  created_at: AT,
};
const DRIFT = {
  id: 'drift-1',
  request_id: REQUEST.id,
  path: 'a.yaml',
  change: 'modified',
  detected_at: AT,
};

type Rows = Array<[table: string, row: Record<string, unknown>]>;

/** What each migration's tables hold once it ran. */
const ROWS: Record<string, Rows> = {
  '20261121000200_create_classes.js': [
    ['class_revisions', CLASS_REVISION],
    ['classes', CLASS],
  ],
  '20261121000300_create_requests.js': [
    ['requests', REQUEST],
    ['revisions', REVISION],
    ['manifest_blobs', { digest: 'sha256:a', content: 'a\n' }],
    [
      'revision_manifests',
      {
        request_id: REQUEST.id,
        generation: 1,
        path: 'a.yaml',
        digest: 'sha256:a',
      },
    ],
    [
      'approvals',
      {
        id: 'approval-1',
        request_id: REQUEST.id,
        generation: 1,
        decision: 'approve',
        decided_by: 'policy:class-asks-for-nobody',
        plan_digest: 'sha256:plan',
        comment: '',
        decided_at: AT,
      },
    ],
    [
      'idempotency_keys',
      {
        caller: 'user:default/riley',
        key: 'key-0001',
        body_digest: 'sha256:body',
        request_id: REQUEST.id,
        created_at: AT,
      },
    ],
  ],
  '20261121000400_create_publications.js': [
    ['publications', PUBLICATION],
    [
      'inventory',
      {
        request_id: REQUEST.id,
        api_version: 'v1',
        kind: 'Namespace',
        namespace: '',
        name: 'n',
        path: 'a.yaml',
        generation: 1,
      },
    ],
    ['drift', DRIFT],
  ],
  '20261122000100_create_job_logs.js': [
    [
      'job_logs',
      {
        job_id: '00000000-0000-7000-8000-000000000001',
        attempt: 1,
        at: AT,
        level: 'info',
        message: 'Attempt 1 of 10 began',
      },
    ],
  ],
  '20261123000100_create_job_pauses.js': [
    [
      'job_pauses',
      {
        scope: 'limit',
        name: 'target:eu-west-runtime',
        reason: 'The cluster is being upgraded',
        paused_by: 'user:default/otto',
        paused_at: AT,
      },
    ],
  ],
  '20261121000500_create_audit_and_outbox.js': [
    [
      'audit_entries',
      {
        at: AT,
        actor: 'user:default/riley',
        action: 'request.created',
        details: '{}',
      },
    ],
    [
      'outbox',
      {
        kind: 'request_changed',
        request_id: REQUEST.id,
        payload: '{}',
        created_at: AT,
        available_at: AT,
        attempts: 0,
      },
    ],
  ],
};

/** Has tests of its own. */
const JOBS_MIGRATION = '20261121000100_create_jobs.js';

async function migrateUpTo(knex: Knex, name: string): Promise<void> {
  for (const migration of MIGRATIONS.slice(0, MIGRATIONS.indexOf(name))) {
    await knex.migrate.up({ directory, name: migration });
    await insertRows(knex, migration);
  }
}

async function insertRows(knex: Knex, migration: string): Promise<void> {
  for (const [table, row] of ROWS[migration] ?? []) {
    await knex(table).insert(row);
  }
}

async function expectRows(knex: Knex, migration: string): Promise<void> {
  for (const [table, { ...row }] of ROWS[migration] ?? []) {
    const [stored, ...others] = await knex(table).select('*');
    expect(others).toEqual([]);
    for (const [column, value] of Object.entries(row)) {
      const found = stored[column];
      if (value instanceof Date) {
        expect(new Date(found)).toEqual(value);
      } else {
        // SQLite has no booleans.
        expect(typeof value === 'boolean' ? Boolean(found) : found).toEqual(
          value,
        );
      }
    }
  }
}

describe.each(databases.eachSupportedId())(
  'migrations on %s',
  (databaseId: TestDatabaseId) => {
    it.each(Object.keys(ROWS))(
      '%s goes up, down and up again and keeps the rows from before',
      async migration => {
        const knex = await databases.init(databaseId);
        await migrateUpTo(knex, migration);
        const before = MIGRATIONS.slice(0, MIGRATIONS.indexOf(migration));

        for (let round = 0; round < 2; round++) {
          await knex.migrate.up({ directory, name: migration });
          await insertRows(knex, migration);
          await expectRows(knex, migration);
          for (const earlier of before) {
            await expectRows(knex, earlier);
          }

          await knex.migrate.down({ directory, name: migration });
          for (const [table] of ROWS[migration]) {
            await expect(knex.schema.hasTable(table)).resolves.toBe(false);
          }
          for (const earlier of before) {
            await expectRows(knex, earlier);
          }
        }
      },
    );

    it.each(
      MIGRATIONS.filter(
        migration => !(migration in ROWS) && migration !== JOBS_MIGRATION,
      ),
    )(
      '%s changes tables up, down and up again and keeps their rows',
      async migration => {
        const knex = await databases.init(databaseId);
        await migrateUpTo(knex, migration);
        const before = MIGRATIONS.slice(0, MIGRATIONS.indexOf(migration));

        for (let round = 0; round < 2; round++) {
          for (const direction of ['up', 'down'] as const) {
            await knex.migrate[direction]({ directory, name: migration });
            for (const earlier of before) {
              await expectRows(knex, earlier);
            }
          }
        }
      },
    );

    it('leave nothing behind when all of them go down', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory });

      await knex.migrate.rollback({ directory }, true);

      const left: string[] =
        databaseId === 'SQLITE_3'
          ? await knex('sqlite_master')
              .whereNot('name', 'like', 'sqlite_%')
              .pluck('name')
          : [
              ...(await knex('pg_tables')
                .where({ schemaname: 'public' })
                .pluck('tablename')),
              ...(await knex('pg_proc')
                .join('pg_namespace', 'pg_namespace.oid', 'pronamespace')
                .where({ nspname: 'public' })
                .pluck('proname')),
            ];
      expect(left.sort()).toEqual(['knex_migrations', 'knex_migrations_lock']);
    });

    describe('the schema refuses', () => {
      async function createFull(): Promise<Knex> {
        const knex = await databases.init(databaseId);
        await knex.migrate.latest({ directory });
        for (const migration of MIGRATIONS) {
          await insertRows(knex, migration);
        }
        return knex;
      }

      it.each<[string, string, Record<string, unknown>]>([
        ['a phase', 'requests', { ...REQUEST, id: 'req-2', phase: 'blocked' }],
        [
          'a revision state',
          'revisions',
          { ...REVISION, generation: 2, state: 'open' },
        ],
        [
          'a publication state',
          'publications',
          { ...PUBLICATION, operation_id: 'op-2', state: 'done' },
        ],
        [
          'a publication without an owner',
          'publications',
          {
            ...PUBLICATION,
            operation_id: 'op-2',
            request_id: null,
            generation: null,
          },
        ],
        [
          'a publication with two owners',
          'publications',
          { ...PUBLICATION, operation_id: 'op-2', target: 'eu-west-runtime' },
        ],
        [
          'a scope of pauses',
          'job_pauses',
          {
            scope: 'key',
            name: 'a',
            reason: '',
            paused_by: 'user:default/otto',
            paused_at: AT,
          },
        ],
        ['a kind of drift', 'drift', { ...DRIFT, id: 'd-2', change: 'moved' }],
      ])('%s that it does not know', async (_, table, row) => {
        const knex = await createFull();

        await expect(knex(table).insert(row)).rejects.toThrow(
          /check constraint/i,
        );
      });

      it('to remove a request that has history', async () => {
        const knex = await createFull();

        await expect(knex('requests').delete()).rejects.toThrow(/foreign key/i);
        await expect(knex('revisions').delete()).rejects.toThrow(
          /foreign key/i,
        );
      });
    });
  },
);

describe('migrations on PostgreSQL', () => {
  it('say of every table and column what it holds', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.migrate.latest({ directory });

    const { rows } = await knex.raw<{ rows: Array<{ name: string }> }>(`
      select c.relname || coalesce('.' || a.attname, '') as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relname not like 'knex_%'
        and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
    `);

    expect(rows).toEqual([]);
  });

  it('keep instants to the millisecond, so that a cursor compares exactly', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.migrate.latest({ directory });

    const { rows } = await knex.raw<{ rows: unknown[] }>(`
      select table_name, column_name, data_type, datetime_precision
      from information_schema.columns
      where table_schema = current_schema()
        and table_name not like 'knex_%'
        and data_type like 'timestamp%'
        and (datetime_precision <> 3 or data_type <> 'timestamp with time zone')
    `);

    expect(rows).toEqual([]);
  });
});
