import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { aRequest, aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { FakeClock } from '../__testUtils__/FakeClock';
import { OutboxEntry, OutboxKind } from '../domain/outbox/OutboxEntry';
import { OutboxSink } from './OutboxSink';
import { SinkRelay } from './SinkRelay';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('SinkRelay on %s', id => {
  async function setUp(options: { keyOf?: OutboxSink['keyOf'] } = {}) {
    const test = await createTestStores(databases, id);
    const told: string[] = [];
    const logger = mockServices.logger.mock();
    let refuses: (entry: OutboxEntry) => boolean = () => false;
    const relay = SinkRelay.create({
      outbox: test.stores.outbox,
      clock: new FakeClock(),
      logger,
      sink: {
        name: 'signals',
        ...options,
        deliver: async entry => {
          if (refuses(entry)) {
            throw new Error('nobody listens');
          }
          told.push(
            `${entry.kind} ${entry.requestId.slice(-1)} ${
              entry.payload.generation
            }`,
          );
        },
      },
    });
    const append = async (kind: OutboxKind, generation: number, request = 1) =>
      test.unitOfWork.run(tx =>
        tx.outbox.append([
          { kind, requestId: aRequestId(request), payload: { generation } },
        ]),
      );
    return {
      ...test,
      relay,
      told,
      logger,
      append,
      refuse: (which: (entry: OutboxEntry) => boolean) => {
        refuses = which;
      },
    };
  }

  it('tells what was committed, in order, and then forgets it', async () => {
    const { relay, told, append } = await setUp();
    await append('request_changed', 1);
    await append('decision_taken', 1);
    await expect(relay.drain()).resolves.toBe(2);
    expect(told).toEqual(['request_changed 1 1', 'decision_taken 1 1']);
    await expect(relay.drain()).resolves.toBe(0);
  });

  it('offers an entry that was refused again after the hold, and the others at once', async () => {
    const { relay, told, append, refuse, databaseClock } = await setUp();
    await append('request_changed', 1);
    await append('decision_taken', 1);
    refuse(({ kind }) => kind === 'request_changed');
    await expect(relay.drain()).resolves.toBe(1);
    expect(told).toEqual(['decision_taken 1 1']);
    refuse(() => false);
    await expect(relay.drain()).resolves.toBe(0);
    databaseClock.shift(61);
    await expect(relay.drain()).resolves.toBe(1);
    expect(told).toEqual(['decision_taken 1 1', 'request_changed 1 1']);
  });

  it('leaves a sink alone that refuses everything, and loses nothing', async () => {
    const { relay, told, append, refuse, databaseClock, logger } =
      await setUp();
    for (let generation = 1; generation <= 150; generation += 1) {
      await append('request_changed', generation);
    }
    refuse(() => true);
    await expect(relay.drain()).resolves.toBe(0);
    expect(logger.warn).toHaveBeenCalledTimes(3);
    refuse(() => false);
    databaseClock.shift(61);
    await expect(relay.drain()).resolves.toBe(150);
    expect(new Set(told).size).toBe(150);
  });

  it('gives up what was refused for a day, and says so', async () => {
    const { relay, append, refuse, database, logger, stores } = await setUp();
    await append('request_changed', 1);
    await database('outbox').update({ attempts: 1439 });
    refuse(() => true);
    await expect(relay.drain()).resolves.toBe(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('given up after 1440 attempts'),
      { requestId: aRequest().id },
    );
    await expect(stores.outbox.take('events', 10, 60)).resolves.toHaveLength(1);
    expect(await database('outbox').where({ sink: 'signals' })).toEqual([]);
  });

  it('tells a burst once for each key, by the newest, where the sink wants that', async () => {
    const { relay, told, append } = await setUp({
      keyOf: ({ requestId, kind }) => `${requestId} ${kind}`,
    });
    await append('request_changed', 1);
    await append('request_changed', 1, 2);
    await append('decision_taken', 1);
    await append('request_changed', 2);
    await expect(relay.drain()).resolves.toBe(4);
    expect(told).toEqual([
      'request_changed 2 1',
      'decision_taken 1 1',
      'request_changed 1 2',
    ]);
  });

  it('delivers when it is woken and stops when it is told to', async () => {
    const { relay, told, append } = await setUp();
    await append('request_changed', 1);
    relay.start();
    relay.wake();
    await relay.stop();
    expect(told).toEqual(['request_changed 1 1']);
  });

  it('does not wait for a sink that refuses when it is told to stop', async () => {
    const { relay, append, refuse, logger } = await setUp();
    await append('request_changed', 1);
    await append('request_changed', 2);
    refuse(() => true);
    relay.start();
    await relay.stop();
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
