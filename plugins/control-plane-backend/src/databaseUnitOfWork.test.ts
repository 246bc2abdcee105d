import {
  createMockDirectory,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import {
  aManifest,
  anAuditEntry,
  anInventoryEntry,
  anOutboxEntry,
  aPublication,
  aRequest,
  aRequestId,
  aRevision,
} from './__testUtils__/builders';
import {
  createTestStores,
  migrateTestDatabase,
  openTestStores,
  TEST_DATABASE_IDS,
} from './__testUtils__/createTestStores';
import { InstantClock } from './__testUtils__/InstantClock';
import { Clock } from './clock';
import { DatabaseUnitOfWork } from './databaseUnitOfWork';
import { JobSpec } from './domain/job/Job';
import { tables } from './store/tables';
import { Work } from './store/UnitOfWork';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const JOB: JobSpec = {
  kind: 'reconcile-request',
  key: aRequestId(1),
  group: 'payments',
  payload: {},
};

/** One row in every table that a transaction may write. */
async function writeEverything(tx: Work): Promise<void> {
  await tx.requests.insert(aRequest());
  await tx.revisions.insert(aRevision({ objects: [anInventoryEntry()] }), [
    aManifest('a.yaml'),
  ]);
  await tx.publications.insert(aPublication());
  await tx.inventory.follow([aRevision()]);
  await tx.idempotency.insert({
    caller: 'user:default/riley',
    key: 'key-0001',
    bodyDigest: 'sha256:body',
    requestId: aRequestId(1),
  });
  await tx.audit.append([anAuditEntry()]);
  await tx.outbox.append([anOutboxEntry()]);
  await tx.enqueue([JOB]);
}

const WRITTEN = [
  tables.requests,
  tables.revisions,
  tables.revisionManifests,
  tables.manifestBlobs,
  tables.publications,
  tables.inventory,
  tables.idempotencyKeys,
  tables.auditEntries,
  tables.outbox,
  'jobs',
];

/** One row in each, and in the outbox one for each of the two sinks that hear of everything. */
const ROWS_WRITTEN = WRITTEN.map(table => (table === tables.outbox ? 2 : 1));

async function countRows(database: Knex): Promise<number[]> {
  return Promise.all(
    WRITTEN.map(async table => (await database(table).select('*')).length),
  );
}

function serializationFailure(): Error {
  return Object.assign(new Error('could not serialize access'), {
    code: '40001',
  });
}

/** Resolves for everybody once `count` have come. */
function barrier(count: number): () => Promise<void> {
  let arrived = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived >= count) {
      open();
    }
    await opened;
  };
}

describe.each(databases.eachSupportedId())(
  'DatabaseUnitOfWork on %s',
  (databaseId: TestDatabaseId) => {
    const create = () => createTestStores(databases, databaseId);

    it('commits every table together and gives back what the work gave', async () => {
      const { unitOfWork, database } = await create();

      await expect(
        unitOfWork.run(async tx => {
          await writeEverything(tx);
          return 'done';
        }),
      ).resolves.toBe('done');

      await expect(countRows(database)).resolves.toEqual(ROWS_WRITTEN);
    });

    it('commits no table when the work fails at its end', async () => {
      const { unitOfWork, database } = await create();

      await expect(
        unitOfWork.run(async tx => {
          await writeEverything(tx);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');

      await expect(countRows(database)).resolves.toEqual(WRITTEN.map(() => 0));
    });

    it('wakes the queue after the commit, and only when a job was enqueued', async () => {
      const { unitOfWork, waker, queue } = await create();
      const seenOnWake: Array<Promise<number>> = [];
      waker.onWake(() =>
        seenOnWake.push(queue.list({ limit: 10 }).then(jobs => jobs.length)),
      );

      await unitOfWork.run(async tx => {
        await tx.audit.append([anAuditEntry()]);
        await tx.enqueue([]);
      });
      await expect(
        unitOfWork.run(async tx => {
          await tx.enqueue([JOB]);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(seenOnWake).toEqual([]);

      const [jobId] = await unitOfWork.run(tx => tx.enqueue([JOB]));
      await expect(Promise.all(seenOnWake)).resolves.toEqual([1]);
      await expect(queue.get(jobId)).resolves.toMatchObject({
        key: aRequestId(1),
      });
    });

    it('says after the commit that there is something to tell the world', async () => {
      const { database, databaseClock, queue } = await create();
      const filled = jest.fn();
      const unitOfWork = new DatabaseUnitOfWork({
        database,
        databaseClock,
        queue,
        clock: new InstantClock(),
        random: () => 0.5,
        onOutboxFilled: filled,
      });

      await unitOfWork.run(tx => tx.outbox.append([]));
      await expect(
        unitOfWork.run(async tx => {
          await tx.outbox.append([anOutboxEntry()]);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(filled).toHaveBeenCalledTimes(0);

      await unitOfWork.run(async tx => {
        await tx.outbox.append([anOutboxEntry()]);
        expect(filled).toHaveBeenCalledTimes(0);
      });
      expect(filled).toHaveBeenCalledTimes(1);
    });

    describe('add', () => {
      const records = {
        request: aRequest(),
        revision: {
          revision: aRevision(),
          manifests: [aManifest('a.yaml'), aManifest('b.yaml')],
        },
        audit: [anAuditEntry()],
        outbox: [anOutboxEntry()],
        idempotency: {
          caller: 'user:default/riley',
          key: 'key-0001',
          bodyDigest: 'sha256:body',
          requestId: aRequestId(1),
        },
      };

      it('stores records and jobs together and wakes whom they concern', async () => {
        const { database, databaseClock, queue, stores, waker } =
          await create();
        const filled = jest.fn();
        const unitOfWork = new DatabaseUnitOfWork({
          database,
          databaseClock,
          queue,
          clock: new InstantClock(),
          random: () => 0.5,
          onOutboxFilled: filled,
        });
        const wakes = jest.fn();
        waker.onWake(wakes);

        await unitOfWork.add(records, [JOB]);

        await expect(stores.requests.get(aRequestId(1))).resolves.toEqual(
          aRequest(),
        );
        await expect(stores.revisions.get(aRequestId(1), 1)).resolves.toEqual(
          aRevision(),
        );
        await expect(
          stores.idempotency.find('user:default/riley', 'key-0001'),
        ).resolves.toEqual(records.idempotency);
        await expect(queue.list({ limit: 10 })).resolves.toMatchObject([
          { kind: JOB.kind, key: JOB.key, group: JOB.group, state: 'ready' },
        ]);
        expect(wakes).toHaveBeenCalledTimes(1);
        expect(filled).toHaveBeenCalledTimes(1);
      });

      it.each([
        [
          'a request of that id',
          { idempotency: undefined },
          `Request ${aRequestId(1)} exists already`,
        ],
        [
          'a call with that key',
          {
            request: aRequest({ id: aRequestId(2) }),
            revision: {
              revision: aRevision({ requestId: aRequestId(2) }),
              manifests: [aManifest('c.yaml')],
            },
          },
          'Idempotency key key-0001 was used by another call',
        ],
      ])('stores nothing when there is %s', async (_, others, words) => {
        const { unitOfWork, database, waker } = await create();
        await unitOfWork.add(records, []);
        const before = await countRows(database);
        const wakes = jest.fn();
        waker.onWake(wakes);

        await expect(
          unitOfWork.add({ ...records, ...others }, [JOB]),
        ).rejects.toThrow(words);

        await expect(countRows(database)).resolves.toEqual(before);
        expect(wakes).toHaveBeenCalledTimes(0);
      });

      it('sends PostgreSQL one statement and nothing around it', async () => {
        const { unitOfWork, database } = await create();
        const sent: string[] = [];
        database.on('query', ({ sql }: { sql: string }) => sent.push(sql));

        await unitOfWork.add(records, [JOB]);

        if (databaseId.startsWith('POSTGRES')) {
          expect(sent).toEqual([expect.stringMatching(/^with /)]);
        } else {
          expect(sent.at(0)).toMatch(/^BEGIN/);
          expect(sent.at(-1)).toMatch(/^COMMIT/);
        }
      });
    });

    it('cancels and replays a job inside its transaction', async () => {
      const { unitOfWork, waker, queue } = await create();
      const [jobId] = await unitOfWork.run(tx => tx.enqueue([JOB]));
      const wakes = jest.fn();
      waker.onWake(wakes);

      await unitOfWork.run(tx => tx.cancelJob(jobId));
      await expect(queue.get(jobId)).resolves.toMatchObject({
        state: 'cancelled',
      });
      expect(wakes).toHaveBeenCalledTimes(0);

      await unitOfWork.run(tx => tx.replayJob(jobId));
      await expect(queue.get(jobId)).resolves.toMatchObject({ state: 'ready' });
      expect(wakes).toHaveBeenCalledTimes(1);
    });

    it('runs the whole work again after a serialization failure, keeping nothing of the first try', async () => {
      const { unitOfWork, database } = await create();
      let tries = 0;

      await unitOfWork.run(async tx => {
        await writeEverything(tx);
        tries += 1;
        if (tries < 3) {
          throw serializationFailure();
        }
      });

      expect(tries).toBe(3);
      await expect(countRows(database)).resolves.toEqual(ROWS_WRITTEN);
    });

    it('gives up after a bounded number of tries', async () => {
      const { unitOfWork } = await create();
      let tries = 0;

      await expect(
        unitOfWork.run(async () => {
          tries += 1;
          throw serializationFailure();
        }),
      ).rejects.toThrow('could not serialize access');

      expect(tries).toBeGreaterThan(3);
      expect(tries).toBeLessThan(50);
    });

    it('brings both of two transactions through that lock the same rows in opposite order', async () => {
      const { unitOfWork, stores } = await create();
      await stores.requests.insert(aRequest());
      await stores.requests.insert(aRequest({ id: aRequestId(2) }));
      // SQLite runs them one after the other: nobody would ever meet there.
      const meet = databaseId === 'SQLITE_3' ? async () => {} : barrier(2);
      const changeBoth = (ids: string[]) =>
        unitOfWork.run(async tx => {
          for (const id of ids) {
            const request = await tx.requests.getForUpdate(id);
            await tx.requests.update({
              ...request!,
              driftedPaths: request!.driftedPaths + 1,
            });
            await meet();
          }
        });

      await Promise.all([
        changeBoth([aRequestId(1), aRequestId(2)]),
        changeBoth([aRequestId(2), aRequestId(1)]),
      ]);

      for (const number of [1, 2]) {
        await expect(
          stores.requests.get(aRequestId(number)),
        ).resolves.toMatchObject({ driftedPaths: 2, version: 3 });
      }
    });

    it('refuses what would wait for the connection of the transaction it is in', async () => {
      const { unitOfWork } = await create();

      await unitOfWork.run(async tx => {
        expect(() => unitOfWork.read).toThrow(/use tx instead/);
        await expect(unitOfWork.now()).rejects.toThrow(/use tx instead/);
        await expect(unitOfWork.run(async () => {})).rejects.toThrow(
          /use tx instead/,
        );
        await tx.audit.append([anAuditEntry()]);
      });

      await expect(
        unitOfWork.read.audit.list({ requestId: aRequestId(1), limit: 1 }),
      ).resolves.toHaveLength(1);
    });

    it('tells the time of the database, inside and outside of transactions', async () => {
      const { unitOfWork, databaseClock } = await create();
      const before = await unitOfWork.now();
      databaseClock.shift(3600);

      const inside = await unitOfWork.run(tx => tx.now());
      const outside = await unitOfWork.now();

      for (const time of [inside, outside]) {
        const seconds = (time.getTime() - before.getTime()) / 1000;
        expect(seconds).toBeGreaterThanOrEqual(3600);
        expect(seconds).toBeLessThan(3660);
      }
    });
  },
);

describe('DatabaseUnitOfWork on an SQLite file that another process writes, too', () => {
  const directory = createMockDirectory();
  const handles: Knex[] = [];

  async function open(): Promise<Knex> {
    const handle = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('control-plane.sqlite') },
      useNullAsDefault: true,
    });
    handles.push(handle);
    // The driver's own wait would block the one thread that both "processes" share here.
    await handle.raw('pragma journal_mode = wal');
    await handle.raw('pragma busy_timeout = 0');
    return handle;
  }

  afterEach(async () => {
    await Promise.all(handles.splice(0).map(handle => handle.destroy()));
    directory.clear();
  });

  it('lets nobody write between what a transaction reads and what it writes', async () => {
    const mine = await open();
    const other = await open();
    await migrateTestDatabase(mine);
    const { unitOfWork, stores } = openTestStores(mine);
    await stores.requests.insert(aRequest());

    await unitOfWork.run(async tx => {
      const request = await tx.requests.getForUpdate(aRequestId(1));
      await expect(
        other(tables.requests).update({ drifted_paths: 9 }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^SQLITE_BUSY/) });
      await tx.requests.update({ ...request!, driftedPaths: 1 });
    });

    await expect(stores.requests.get(aRequestId(1))).resolves.toMatchObject({
      driftedPaths: 1,
      version: 2,
    });
  });

  it('tries again until the other process has let go of the file', async () => {
    const mine = await open();
    const other = await open();
    await migrateTestDatabase(mine);
    const { databaseClock, queue } = openTestStores(mine);
    const held = await other.transaction();
    await held(tables.outbox).delete();
    let pauses = 0;
    const clock: Clock = {
      now: () => new Date(0),
      monotonic: () => 0,
      sleep: async () => {
        pauses += 1;
        if (pauses === 3) {
          await held.commit();
        }
      },
    };
    const unitOfWork = new DatabaseUnitOfWork({
      database: mine,
      databaseClock,
      queue,
      clock,
      random: () => 0,
    });

    await unitOfWork.run(tx => tx.requests.insert(aRequest()));

    expect(pauses).toBe(3);
    await expect(
      unitOfWork.read.requests.get(aRequestId(1)),
    ).resolves.toBeDefined();
  });
});
