import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Timeline,
  TimelineEntry,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('the timeline on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id), {
      remote: 'http',
    });
  });

  afterAll(() => harness?.stop());

  const timelineOf = (requestId: string, generation = 1) =>
    harness.requester.api.getTimeline(requestId, generation);

  const states = ({ entries }: Timeline) =>
    entries.map(({ step, state }) => `${step} ${state}`);

  function entry({ entries }: Timeline, step: TimelineEntry['step']) {
    const found = entries.find(candidate => candidate.step === step);
    if (!found) {
      throw new Error(`The timeline has no station ${step}`);
    }
    return found;
  }

  it('tells the way of a preview from the wish to the branch without a gap', async () => {
    const { id: requestId, published } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    const timeline = await timelineOf(requestId);
    expect(states(timeline)).toEqual([
      'requested done',
      'approval done',
      'queued done',
      'published done',
      'in_force done',
    ]);
    expect(timeline.entries.map(({ actor }) => actor)).toEqual([
      'user:default/remy',
      expect.stringMatching(/^policy:/),
      'system:queue',
      'system:lane',
      'system:reconcile',
    ]);
    // Each station begins when the one before has ended, so that durations add up.
    timeline.entries.slice(1).forEach(({ startedAt, finishedAt }, index) => {
      expect(startedAt).toBe(timeline.entries[index].finishedAt);
      expect(Date.parse(finishedAt ?? '')).toBeGreaterThanOrEqual(
        Date.parse(startedAt ?? ''),
      );
    });
    const { items: jobs } = await harness.requester.api.listRequestJobs(
      requestId,
    );
    expect(entry(timeline, 'queued').links).toEqual([
      { kind: 'job', ref: jobs.at(-1)?.id },
    ]);
    expect(entry(timeline, 'published').links).toEqual([
      { kind: 'commit', ref: published?.commit },
    ]);
  });

  it('names whom a decision waits for, and then who took it', async () => {
    const { id: requestId } = await harness.requester.create(production);
    const waiting = await timelineOf(requestId);
    expect(states(waiting)).toEqual([
      'requested done',
      'approval waiting',
      'queued ahead',
      'published ahead',
      'in_force ahead',
    ]);
    expect(entry(waiting, 'approval').wait).toMatchObject({
      whom: ['group:default/change-approvers'],
      since: entry(waiting, 'requested').finishedAt,
    });

    await harness.approver.reject(requestId, 'Too dear');

    const rejected = await timelineOf(requestId);
    expect(states(rejected)).toEqual([
      'requested done',
      'approval failed',
      'queued skipped',
      'published skipped',
      'in_force skipped',
    ]);
    expect(entry(rejected, 'approval')).toMatchObject({
      actor: 'user:default/ada',
      message: 'Rejected: Too dear',
    });
    expect(entry(rejected, 'in_force').message).toBe('Rejected: Too dear');
  });

  it('tells why a push fails, when it is tried again and what one can do', async () => {
    await harness.withRemoteFault(503, async () => {
      const { id: requestId } = await harness.requester.create(preview);
      await harness.untilPhase(requestId, 'failed');
      const published = await harness.until(
        'the timeline to tell of the failure',
        async () => entry(await timelineOf(requestId), 'published'),
        ({ wait }) => wait?.advice !== undefined,
      );
      expect(published).toMatchObject({
        state: 'waiting',
        wait: { whom: ['system:lane'], advice: expect.stringMatching(/\w+/) },
      });
      const lanes = await harness.approver.api.listPublishLanes();
      expect(lanes.items).toMatchObject([
        {
          repository: 'gitops',
          branch: 'main',
          pending: 1,
          failing: 1,
          lastFailure: { advice: published.wait?.advice },
        },
      ]);
    });
  });

  it('leaves queue and lane out of an extension', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.requester.api.extendRequest(requestId, { hours: 1 });
    expect(states(await timelineOf(requestId, 2))).toEqual([
      'requested done',
      'approval done',
      'in_force done',
    ]);
  });

  it('has none of a generation that there is not', async () => {
    const { id: requestId } = await harness.requester.create(preview);
    const answer = await harness.requester.send(
      'GET',
      `/v1/environment-requests/${requestId}/revisions/9/timeline`,
    );
    expect(answer.status).toBe(404);
  });
});
