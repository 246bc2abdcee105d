import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { aRequest, aRevision } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { FakeClock } from '../__testUtils__/FakeClock';
import { OutboxRelay } from './OutboxRelay';

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('OutboxRelay on %s', id => {
  async function setUp() {
    const test = await createTestStores(databases, id);
    const request = aRequest();
    await test.unitOfWork.run(async tx => {
      await tx.requests.insert(request);
      await tx.revisions.insert(aRevision({ requestId: request.id }), []);
      await tx.outbox.append(
        (['request_changed', 'decision_taken'] as const).map(kind => ({
          kind,
          requestId: request.id,
          payload: { generation: 1 },
        })),
      );
    });
    const told: string[] = [];
    let refuses: string | undefined;
    const relay = OutboxRelay.create({
      outbox: test.stores.outbox,
      clock: new FakeClock(),
      logger: mockServices.logger.mock(),
      sinks: [
        {
          deliver: async entry => {
            if (entry.kind === refuses) {
              throw new Error('nobody listens');
            }
            told.push(entry.kind);
          },
        },
      ],
    });
    return {
      ...test,
      relay,
      told,
      refuse: (kind: string | undefined) => {
        refuses = kind;
      },
    };
  }

  it('tells what was committed, in order, and then forgets it', async () => {
    const { relay, told } = await setUp();
    await expect(relay.drain()).resolves.toBe(2);
    expect(told).toEqual(['request_changed', 'decision_taken']);
    await expect(relay.drain()).resolves.toBe(0);
  });

  it('offers an entry that a sink refused again after the hold, and the others at once', async () => {
    const { relay, told, refuse, databaseClock } = await setUp();
    refuse('request_changed');
    await expect(relay.drain()).resolves.toBe(1);
    expect(told).toEqual(['decision_taken']);
    refuse(undefined);
    await expect(relay.drain()).resolves.toBe(0);
    databaseClock.shift(61);
    await expect(relay.drain()).resolves.toBe(1);
    expect(told).toEqual(['decision_taken', 'request_changed']);
  });

  it('tells nothing of a transaction that was rolled back', async () => {
    const { relay, unitOfWork, told } = await setUp();
    await relay.drain();
    told.length = 0;
    await expect(
      unitOfWork.run(async tx => {
        await tx.outbox.append([
          {
            kind: 'drift_found',
            requestId: 'req-0123456789abcdef',
            payload: {},
          },
        ]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(relay.drain()).resolves.toBe(0);
    expect(told).toEqual([]);
  });

  it('delivers when it is woken and stops when it is told to', async () => {
    const { relay, told } = await setUp();
    relay.start();
    relay.wake();
    await relay.stop();
    expect(told).toEqual(['request_changed', 'decision_taken']);
  });
});
