import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { people, preview, production } from '../__testUtils__/testWorld';
import { toDatabaseTime } from '../sql/databaseTime';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('notifications on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  /** What was told about a request: whom, about what, with which words. */
  function toldOf(requestId: string) {
    return harness.notified
      .filter(({ payload }) => payload.scope?.startsWith(requestId))
      .map(({ recipients, payload }) => ({
        to: recipients.type === 'entity' ? recipients.entityRef : [],
        except: recipients.type === 'entity' ? recipients.excludeEntityRef : [],
        topic: payload.topic,
        title: payload.title.split(':')[0],
        description: payload.description,
      }));
  }

  it('ask the approvers, and tell the requester of the decision and of being ready', async () => {
    const { id: requestId } = await harness.requester.create(production);
    await harness.untilIdle();
    expect(toldOf(requestId)).toEqual([
      {
        to: ['group:default/change-approvers'],
        except: [people.requester],
        topic: 'approval',
        title: 'Approval wanted',
        description: expect.stringContaining('Reason: Launch.'),
      },
    ]);

    await harness.approver.approve(requestId, 'Go');
    await harness.untilReady(requestId);
    await harness.untilIdle();
    expect(toldOf(requestId).slice(1)).toEqual([
      {
        to: [people.requester],
        except: [people.approver],
        topic: 'decision',
        title: 'Approved',
        description: 'ada approved it: “Go”',
      },
      {
        to: [people.requester],
        except: [],
        topic: 'progress',
        title: 'Ready',
        description: expect.stringContaining('Generation 1 is published'),
      },
    ]);
  });

  it('tell the reason of a rejection', async () => {
    const { id: requestId } = await harness.requester.create(production);
    await harness.approver.reject(requestId, 'Not in the freeze');
    await harness.untilIdle();
    expect(toldOf(requestId).at(-1)).toMatchObject({
      to: [people.requester],
      topic: 'decision',
      title: 'Rejected',
      description: 'ada rejected it: “Not in the freeze”',
    });
  });

  it('say nothing of what policy approves until it is ready', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilIdle();
    expect(toldOf(requestId).map(({ title }) => title)).toEqual(['Ready']);
  });

  it('warn a day before a lease ends, once for each end', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    const endsIn = async (hours: number) => {
      await harness
        .database('requests')
        .where({ id: requestId })
        .update({
          lease_expires_at: toDatabaseTime(
            harness.database,
            new Date(Date.now() + hours * 3_600_000),
          ),
        });
      await harness.runTask('control-plane-lease-expiry');
      await harness.untilIdle();
    };
    const warnings = () =>
      toldOf(requestId).filter(({ topic }) => topic === 'lease');

    await endsIn(30);
    expect(warnings()).toEqual([]);
    await endsIn(20);
    await harness.runTask('control-plane-lease-expiry');
    await harness.untilIdle();
    expect(warnings()).toEqual([
      expect.objectContaining({
        to: [people.requester],
        title: 'The lease ends soon',
      }),
    ]);
    await endsIn(22);
    expect(warnings()).toHaveLength(2);
  });
});
