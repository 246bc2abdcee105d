import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { aRequestId } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { FakeClock } from '../__testUtils__/FakeClock';
import { OutboxRelay } from './OutboxRelay';
import { OutboxSink } from './OutboxSink';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('OutboxRelay on %s', id => {
  async function setUp(sinks: OutboxSink[]) {
    const test = await createTestStores(databases, id);
    const relay = OutboxRelay.create({
      outbox: test.stores.outbox,
      clock: new FakeClock(),
      logger: mockServices.logger.mock(),
      sinks,
    });
    const append = () =>
      test.unitOfWork.run(tx =>
        tx.outbox.append([
          { kind: 'drift_found', requestId: aRequestId(1), payload: {} },
        ]),
      );
    return { ...test, relay, append };
  }

  it('tells every sink', async () => {
    const told: string[] = [];
    const sink = (name: OutboxSink['name']): OutboxSink => ({
      name,
      deliver: async ({ kind }) => {
        told.push(`${name} ${kind}`);
      },
    });
    const { relay, append } = await setUp([
      sink('events'),
      sink('signals'),
      sink('notifications'),
    ]);
    await append();
    relay.start();
    await relay.stop();
    expect(told.sort()).toEqual([
      'events drift_found',
      'notifications drift_found',
      'signals drift_found',
    ]);
  });

  it('goes on telling one sink while another refuses or hangs', async () => {
    let release = () => {};
    const hangs = new Promise<void>(resolve => {
      release = resolve;
    });
    let count = 0;
    let heardThree = () => {};
    const three = new Promise<void>(resolve => {
      heardThree = resolve;
    });
    const { relay, append } = await setUp([
      {
        name: 'events',
        deliver: async () => {
          count += 1;
          if (count === 3) {
            heardThree();
          }
        },
      },
      {
        name: 'signals',
        deliver: async () => {
          throw new Error('nobody listens');
        },
      },
      { name: 'notifications', deliver: () => hangs },
    ]);
    relay.start();
    for (let times = 0; times < 3; times += 1) {
      await append();
      relay.wake();
    }
    await three;
    release();
    await relay.stop();
    expect(count).toBe(3);
  });

  it('tells nothing of a transaction that was rolled back', async () => {
    const deliver = jest.fn();
    const { relay, unitOfWork } = await setUp([{ name: 'events', deliver }]);
    await expect(
      unitOfWork.run(async tx => {
        await tx.outbox.append([
          { kind: 'drift_found', requestId: aRequestId(1), payload: {} },
        ]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    relay.start();
    await relay.stop();
    expect(deliver).not.toHaveBeenCalled();
  });
});
