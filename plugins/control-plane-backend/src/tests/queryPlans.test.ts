import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  aDrift,
  anAuditEntry,
  anOutboxEntry,
  aPublication,
  aRequest,
  aRequestId,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
  TestStores,
} from '../__testUtils__/createTestStores';
import { AuditQuery } from '../store/AuditStore';
import { RequestQuery } from '../store/RequestStore';
import { DecisionQuery } from '../store/RevisionStore';
import { approvalToRow } from '../store/rows/ApprovalRow';
import { auditEntryToRow } from '../store/rows/AuditEntryRow';
import { driftToRow } from '../store/rows/DriftRow';
import { outboxEntryToRow } from '../store/rows/OutboxRow';
import { publicationToRow } from '../store/rows/PublicationRow';
import { requestToRow } from '../store/rows/RequestRow';
import { revisionToRow } from '../store/rows/RevisionRow';
import { tables } from '../store/tables';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const ROWS = 10_000;

const PAGE: RequestQuery = {
  visible: { type: 'everything' },
  sort: 'createdAt',
  order: 'desc',
  after: { value: at(ROWS / 2), id: aRequestId(ROWS / 2) },
  limit: 51,
};

const AUDIT_PAGE: AuditQuery = {
  visible: { type: 'everything' },
  before: { at: at(ROWS / 2), id: '5000' },
  limit: 51,
};

const DECISIONS_PAGE: DecisionQuery = {
  visible: { type: 'everything' },
  byPeople: true,
  before: { decidedAt: at(ROWS / 2), id: 'approval-5000' },
  limit: 51,
};

function at(second: number): Date {
  return new Date(BUILT_AT.getTime() + second * 1000);
}

async function fill(
  database: Knex,
  table: string,
  rowOf: (n: number) => Record<string, unknown> | object,
): Promise<void> {
  for (let start = 0; start < ROWS; start += 500) {
    await database(table).insert(
      Array.from({ length: 500 }, (_, offset) => rowOf(start + offset)),
    );
  }
}

/** Ten thousand requests with a history: most of it settled, a little of it live. */
async function fillDatabase(database: Knex): Promise<void> {
  await fill(database, tables.requests, n =>
    requestToRow(
      aRequest({
        id: aRequestId(n),
        team: `team-${n % 200}`,
        app: `app-${n % 1000}`,
        requester: `user:default/user-${n % 500}`,
        class: {
          name: `class-${n % 50}`,
          revision: 1,
          digest: 'sha256:class',
        },
        phase: n % 100 === 0 ? 'failed' : 'ready',
        lease: {
          hours: 72,
          maxHours: 168,
          onExpiry: 'delete',
          startedAt: at(n),
          expiresAt: at(n),
          expiryHandledAt: n % 100 === 0 ? undefined : at(n),
        },
        published: {
          generation: 1,
          repository: `repository-${n % 200}`,
          branch: 'main',
          commit: 'c',
          at: at(n),
        },
        createdAt: at(n),
        updatedAt: at((n * 7) % ROWS),
      }),
    ),
  );
  await fill(database, tables.revisions, n =>
    revisionToRow(
      aRevision({
        requestId: aRequestId(n),
        state: n % 100 === 0 ? 'pending_approval' : 'effective',
      }),
    ),
  );
  await fill(database, tables.publications, n =>
    publicationToRow(
      aPublication({
        operationId: `op-${n}`,
        owner: { type: 'request', requestId: aRequestId(n), generation: 1 },
        state: n % 100 === 0 ? 'pending' : 'published',
        createdAt: at(n),
      }),
    ),
  );
  await fill(database, tables.drift, n => ({
    ...driftToRow(
      aDrift({
        id: `drift-${n}`,
        requestId: aRequestId(n % 2000),
        path: `${n}.yaml`,
        resolvedAt: n % 100 === 0 ? undefined : at(n),
      }),
    ),
    detected_at: at(n),
  }));
  await fill(database, tables.approvals, n => ({
    ...approvalToRow({
      id: `approval-${n}`,
      requestId: aRequestId(n),
      generation: 1,
      decision: 'approve',
      decidedBy: n % 2 === 0 ? 'policy:preview' : 'user:default/avery',
      planDigest: 'sha256:plan',
      comment: '',
    }),
    decided_at: at(n),
  }));
  await fill(database, tables.auditEntries, n => ({
    ...auditEntryToRow(
      anAuditEntry({
        requestId: aRequestId(n % 500),
        actor: `user:default/user-${n % 500}`,
        action: `action-${n % 100}`,
      }),
    ),
    at: at(n),
  }));
  await fill(database, tables.outbox, n => ({
    ...outboxEntryToRow(anOutboxEntry(), n % 2 === 0 ? 'events' : 'signals'),
    created_at: at(n),
    available_at: at(n),
  }));
  await fill(database, tables.manifestBlobs, n => ({
    digest: `sha256:${n}`,
    content: `number: ${n}\n`,
  }));
  for (const path of ['namespace', 'resourcequota', 'networkpolicy', 'rbac']) {
    await fill(database, tables.revisionManifests, n => ({
      request_id: aRequestId(n),
      generation: 1,
      path: `${path}.yaml`,
      digest: `sha256:${n}`,
    }));
  }
  await fill(database, tables.inventory, n => ({
    request_id: aRequestId(n),
    api_version: 'v1',
    kind: 'Namespace',
    namespace: '',
    name: `app-${n}`,
    path: 'namespace.yaml',
    generation: 1,
  }));
  await fill(database, tables.idempotencyKeys, n => ({
    caller: 'user:default/riley',
    key: `key-${n}`,
    body_digest: 'sha256:body',
    request_id: aRequestId(n),
    created_at: at(n),
  }));
  await database.raw('analyze');
}

interface Sent {
  sql: string;
  bindings: Knex.RawBinding[];
}

/** The plan of the statement that `run` sends first, as the database words it. */
async function explain(
  { database }: TestStores,
  run: () => Promise<unknown>,
): Promise<string> {
  const [first] = await sentBy(database, run, /^\s*(select|update|delete)/i);
  return planOf(database, first);
}

/** The plans of all statements that `run` sends, but for those that begin and end transactions. */
async function explainAll(
  { database }: TestStores,
  run: () => Promise<unknown>,
): Promise<string[]> {
  const sent = await sentBy(
    database,
    run,
    /^\s*(select|update|delete|insert)/i,
  );
  const plans: string[] = [];
  for (const statement of sent) {
    plans.push(await planOf(database, statement));
  }
  return plans;
}

async function sentBy(
  database: Knex,
  run: () => Promise<unknown>,
  wanted: RegExp,
): Promise<Sent[]> {
  const statements: Sent[] = [];
  const listener = (query: Sent) => statements.push(query);
  database.on('query', listener);
  await run();
  database.removeListener('query', listener);
  return statements.filter(({ sql }) => wanted.test(sql));
}

async function planOf(
  database: Knex,
  { sql, bindings }: Sent,
): Promise<string> {
  if (database.client.config.client === 'better-sqlite3') {
    const steps = await database.raw<Array<{ detail: string }>>(
      `explain query plan ${sql}`,
      bindings,
    );
    return steps.map(({ detail }) => detail).join('\n');
  }
  const plan = await database.raw<{ rows: Array<Record<string, string>> }>(
    `explain ${sql.replace(/\$\d+/g, '?')}`,
    bindings,
  );
  return plan.rows.map(row => row['QUERY PLAN']).join('\n');
}

/** How the plans of either database name what has no name of ours. */
const PRIMARY_KEYS = {
  revisions: /revisions_pk|sqlite_autoindex_revisions_1/,
  revisionManifests:
    /revision_manifests_pk|sqlite_autoindex_revision_manifests_1/,
  manifestBlobs: /manifest_blobs_pk|sqlite_autoindex_manifest_blobs_1/,
  inventory: /inventory_pk|sqlite_autoindex_inventory_1/,
};

/** By name, or among those that are pending, where those are about as many as the names. */
const PENDING_PUBLICATIONS = /publications_(operation_uq|pending_idx)/;

const WHOLE_TABLE =
  /Seq Scan|SCAN (publications|revisions|approved|files|manifest_blobs|drift|inventory)\b/;

describe.each(databases.eachSupportedId())(
  'query plans on %s',
  (databaseId: TestDatabaseId) => {
    let test: TestStores;

    beforeAll(async () => {
      test = await createTestStores(databases, databaseId);
      await fillDatabase(test.database);
      // To the end of that history: how much of it is old enough must not depend on the day.
      test.databaseClock.shift((at(ROWS).getTime() - Date.now()) / 1000);
    });

    it.each<[string, Partial<RequestQuery>]>([
      ['requests_created_idx', {}],
      ['requests_created_idx', { order: 'asc' }],
      ['requests_updated_idx', { sort: 'updatedAt' }],
      [
        'requests_team_created_idx',
        { visible: { type: 'match', key: 'team', values: ['team-7'] } },
      ],
      ['requests_team_created_idx', { teams: ['team-7'] }],
      ['requests_phase_created_idx', { phases: ['failed'] }],
      [
        'requests_team_phase_created_idx',
        { teams: ['team-7'], phases: ['failed'] },
      ],
      ['requests_class_created_idx', { classes: ['class-7'] }],
      ['requests_app_created_idx', { apps: ['app-7'] }],
      [
        'requests_requester_created_idx',
        { requesters: ['user:default/user-7'] },
      ],
    ])('a page of requests comes from %s (%j)', async (index, query) => {
      const plan = await explain(test, () =>
        test.stores.requests.list({ ...PAGE, ...query }),
      );

      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan|SCAN requests(?! USING)|TEMP B-TREE/);
    });

    it.each<[string, Partial<RequestQuery>]>([
      ['requests_class_created_idx', { classes: ['class-7', 'class-8'] }],
      [
        'requests_team_created_idx',
        {
          visible: { type: 'match', key: 'team', values: ['team-7', 'team-8'] },
        },
      ],
    ])(
      'a page of requests of several values walks %s once for each (%j)',
      async (index, query) => {
        const plan = await explain(test, () =>
          test.stores.requests.list({ ...PAGE, ...query }),
        );

        expect(plan.split(index)).toHaveLength(3);
        expect(plan).not.toMatch(/Seq Scan|SCAN requests(?! USING)/);
      },
    );

    it.each<[string, () => Promise<unknown>]>([
      ['requests_lease_end_idx', () => test.stores.requests.listExpired(100)],
      [
        'requests_published_idx',
        () =>
          test.stores.requests.listPublished(
            'repository-7',
            aRequestId(ROWS / 2),
            100,
          ),
      ],
      [
        'revisions_open_idx',
        () => test.stores.revisions.listOpen([aRequestId(0), aRequestId(100)]),
      ],
      [
        'publications_pending_idx',
        () => test.stores.publications.listPending('gitops', 100),
      ],
      [
        'publications_pending_idx',
        () =>
          test.stores.publications.listDue('gitops', {
            at: at(ROWS),
            limit: 100,
          }),
      ],
      [
        'publications_pending_idx',
        () => test.stores.publications.nextTryAt('gitops'),
      ],
      ['publications_pending_idx', () => test.stores.publications.stats()],
      [
        'publications_generation_idx',
        () => test.stores.publications.newest(aRequestId(7), 1),
      ],
      [
        'publications_generation_idx',
        () => test.stores.publications.newestLanding(aRequestId(7), 1),
      ],
      [
        'publications_pending_idx',
        () => test.stores.publications.listBacklogs(),
      ],
      [
        'publications_settled_idx',
        () => test.stores.publications.lastSettled('gitops'),
      ],
      [
        'revisions_pending_idx',
        () =>
          test.stores.revisions.listPending({
            visible: { type: 'everything' },
            independentOf: ['user:default/avery'],
            after: {
              requestedAt: BUILT_AT,
              requestId: aRequestId(500),
              generation: 1,
            },
            limit: 51,
          }),
      ],
      ['audit_entries_at_idx', () => test.stores.audit.listAll(AUDIT_PAGE)],
      [
        'audit_entries_at_idx',
        () => test.stores.audit.listAll({ ...AUDIT_PAGE, before: undefined }),
      ],
      [
        'audit_entries_actor_idx',
        () =>
          test.stores.audit.listAll({
            ...AUDIT_PAGE,
            actor: 'user:default/user-7',
          }),
      ],
      [
        'audit_entries_action_idx',
        () => test.stores.audit.listAll({ ...AUDIT_PAGE, action: 'action-7' }),
      ],
      [
        'audit_entries_request_idx',
        () =>
          test.stores.audit.listAll({
            ...AUDIT_PAGE,
            requestId: aRequestId(7),
          }),
      ],
      [
        'publications_request_created_idx',
        () =>
          test.stores.publications.list({
            requestId: aRequestId(7),
            limit: 51,
          }),
      ],
      ['drift_open_uq', () => test.stores.drift.listOpen(aRequestId(100))],
      [
        'drift_open_detected_idx',
        () =>
          test.stores.drift.list({
            visible: { type: 'everything' },
            includeResolved: false,
            limit: 51,
          }),
      ],
      [
        'drift_detected_idx',
        () =>
          test.stores.drift.list({
            visible: { type: 'everything' },
            includeResolved: true,
            before: { detectedAt: at(ROWS / 2), id: 'drift-5000' },
            limit: 51,
          }),
      ],
      [
        'requests_app_created_idx',
        () =>
          test.stores.drift.list({
            visible: { type: 'everything' },
            app: 'app-7',
            includeResolved: true,
            limit: 51,
          }),
      ],
      [
        'approvals_decided_idx',
        () => test.stores.revisions.listDecisions(DECISIONS_PAGE),
      ],
      [
        'requests_app_created_idx',
        () =>
          test.stores.revisions.listDecisions({
            ...DECISIONS_PAGE,
            app: 'app-7',
          }),
      ],
      [
        'approvals_revision_idx',
        () =>
          test.stores.revisions.listDecisions({
            ...DECISIONS_PAGE,
            requestId: aRequestId(7),
          }),
      ],
      [
        'audit_entries_request_idx',
        () => test.stores.audit.list({ requestId: aRequestId(7), limit: 51 }),
      ],
      [
        'outbox_sink_available_idx',
        () => test.stores.outbox.take('events', 10, 60),
      ],
      ['idempotency_keys_created_idx', () => test.stores.idempotency.purge()],
    ])('%s serves its query', async (index, run) => {
      const plan = await explain(test, run);

      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan/);
    });

    const ids = Array.from({ length: 50 }, (_, n) => aRequestId(n * 100));
    const generations = ids.map(requestId => ({ requestId, generation: 1 }));
    const pending = ids.map((requestId, n) =>
      aPublication({
        operationId: `op-${n * 100}`,
        owner: { type: 'request', requestId, generation: 1 },
      }),
    );

    // What the reconcile loop, the lane and the comparison with the branch send: of one request, and of a batch.
    it.each<[string, RegExp[], (from: number) => Promise<unknown>]>([
      [
        'the base of what is about to be pushed',
        [PENDING_PUBLICATIONS],
        count =>
          test.stores.publications.recordBase(
            pending.slice(0, count).map(({ operationId }) => operationId),
            'base',
          ),
      ],
      [
        'the outcome of what was pushed',
        [PENDING_PUBLICATIONS],
        count => test.stores.publications.settleMany(pending.slice(0, count)),
      ],
      [
        'how often generations were published',
        // By either it reads one request, which has few.
        [/publications_(generation|request_created)_idx/],
        count => test.stores.publications.countOf(generations.slice(0, count)),
      ],
      [
        'what is desired',
        [PRIMARY_KEYS.revisions],
        count => test.stores.revisions.getDesiredOf(ids.slice(0, count)),
      ],
      [
        'the files of generations',
        [PRIMARY_KEYS.revisionManifests, PRIMARY_KEYS.manifestBlobs],
        count => test.stores.revisions.manifestsOf(generations.slice(0, count)),
      ],
      [
        'drift that is open',
        [/drift_open_uq/],
        count => test.stores.drift.listOpenOf(ids.slice(0, count)),
      ],
      [
        'the inventory that follows what is in force',
        [PRIMARY_KEYS.inventory, PRIMARY_KEYS.revisions],
        count => test.stores.inventory.follow(generations.slice(0, count)),
      ],
    ])('%s is found by an index', async (_, indices, run) => {
      for (const count of [1, ids.length]) {
        const plans = await explainAll(test, () => run(count));

        const all = plans.join('\n');
        indices.forEach(index => expect(all).toMatch(index));
        expect(plans.length).toBeGreaterThan(0);
        expect(all).not.toMatch(WHOLE_TABLE);
      }
    });

    it('counts what waits for a person without reading what was decided', async () => {
      const plan = await explain(test, () =>
        test.stores.revisions.countPending({
          visible: { type: 'match', key: 'team', values: ['team-7'] },
          independentOf: ['user:default/avery'],
        }),
      );

      // Both hold little more than what waits.
      expect(plan).toMatch(/revisions_(pending|open)_idx/);
      expect(plan).not.toMatch(/Seq Scan/);
    });
  },
);

// Nothing gathers any in an installation. What the planner does without does not depend on what the tables hold.
describe('query plans on an SQLite that has no statistics', () => {
  it.each<[string, Partial<RequestQuery>]>([
    ['requests_team_created_idx', { teams: ['team-7'], classes: ['class-7'] }],
    [
      'requests_team_phase_created_idx',
      { teams: ['team-7'], phases: ['ready'], classes: ['class-7'] },
    ],
    [
      'requests_team_phase_created_idx',
      {
        visible: {
          type: 'all',
          of: [
            { type: 'match', key: 'team', values: ['team-7'] },
            { type: 'match', key: 'region', values: ['us-east-1'] },
          ],
        },
        phases: ['ready'],
      },
    ],
  ])('a page of requests comes from %s (%j)', async (index, query) => {
    const test = await createTestStores(databases, 'SQLITE_3');
    const plan = await explain(test, () =>
      test.stores.requests.list({ ...PAGE, ...query }),
    );

    expect(plan).toContain(index);
    expect(plan).not.toMatch(/SCAN requests|TEMP B-TREE/);
  });
});
