import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  HeldPause,
  Job,
  PublishLane,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCaller } from '../../__testUtils__/aCaller';
import { aCatalog } from '../../__testUtils__/aCatalog';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { OperationsSubPage } from './OperationsSubPage';

jest.setTimeout(60_000);

const at = '2026-11-20T08:00:00.000Z';

function aJob(over: Partial<Job> = {}): Job {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    kind: 'reconcile-request',
    key: 'req-00000000000000a1',
    team: 'platform',
    state: 'dead',
    priority: 0,
    attempt: 8,
    maxAttempts: 8,
    runAt: at,
    createdAt: at,
    finishedAt: at,
    lastError: { message: 'No route to host', at, retryable: true },
    ...over,
  };
}

const aPause: HeldPause = {
  scope: 'target',
  name: 'us-east-1',
  reason: 'The cluster is being upgraded',
  pausedBy: 'user:default/otto',
  pausedAt: at,
  jobs: 12,
};

const aLane: PublishLane = {
  repository: 'gitops',
  branch: 'main',
  pending: 4,
  failing: 1,
  pushesPerMinute: 30,
  lastFailure: { message: 'Rejected', advice: 'Wait', at },
};

async function show(
  operations: Partial<ControlPlaneApi> = {},
  options: { rights?: 'none' | 'read' | 'manage'; search?: string } = {},
) {
  const api = anApi({
    getCaller: async () => aCaller({ operations: options.rights ?? 'manage' }),
    getHealth: async () => ({
      status: 'degraded',
      checkedAt: at,
      dependencies: [
        { name: 'database', status: 'ok', message: 'Answers', advice: '' },
        {
          name: 'gitops',
          status: 'down',
          message: 'Refuses the connection',
          advice: 'Check the address',
        },
      ],
    }),
    getWorkQueue: async () => ({
      observedAt: at,
      kinds: [
        {
          kind: 'reconcile-request',
          due: 3,
          paused: 5,
          delayed: 4,
          running: 1,
          dead: 2,
          oldestDueSeconds: 7200,
        },
      ],
      teams: [{ team: 'platform', waiting: 7, running: 1 }],
    }),
    listJobs: jest.fn(async () => ({ items: [aJob()] })),
    listPublishLanes: async () => ({ items: [aLane] }),
    listPauses: async () => ({ items: [] }),
    listTargets: async () => ({
      items: [
        {
          name: 'us-east-1',
          region: 'us-east-1',
          delivery: 'argocd',
          repository: 'gitops',
          branch: 'main',
          deliveryRepository: 'https://git.example.com/gitops.git',
        },
      ],
    }),
    ...operations,
  });
  await renderInTestApp(<OperationsSubPage />, {
    apis: [
      [controlPlaneApiRef, api],
      [catalogApiRef, aCatalog()],
      mockApis.identity(),
    ],
    initialRouteEntries: [`/${options.search ?? ''}`],
    mountPath: '/',
  });
  return { api, user: userEvent.setup() };
}

const region = (name: string) => screen.findByRole('region', { name });

describe('OperationsSubPage', () => {
  it('is closed to whoever may not see how the control plane runs', async () => {
    await show({}, { rights: 'none' });

    expect(
      await screen.findByText(/Only approvers and admins/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Queue' }),
    ).not.toBeInTheDocument();
  });

  it('says of a queue without work that nothing waits or runs, whatever is dead', async () => {
    await show({
      getWorkQueue: async () => ({ observedAt: at, kinds: [], teams: [] }),
    });

    expect(
      await within(await region('Queue')).findByText('Nothing waits or runs'),
    ).toBeInTheDocument();
  });

  it('shows health, queue, lanes and targets', async () => {
    await show();

    const health = await region('Health');
    expect(await within(health).findByText('gitops')).toBeInTheDocument();
    expect(health).toHaveTextContent('Check the address');
    const queue = await within(await region('Queue')).findByRole('row', {
      name: /reconcile-request/,
    });
    expect(queue).toHaveTextContent('reconcile-request32h5412');
    const lane = await within(await region('Publish lanes')).findByRole('row', {
      name: /gitops/,
    });
    expect(lane).toHaveTextContent('30 pushes a minute');
    expect(lane).toHaveTextContent('Rejected');
    expect(
      await within(await region('Targets')).findByRole('row', {
        name: /us-east-1/,
      }),
    ).toHaveTextContent('Argo CD');
  });

  it('keeps the rest when one part fails', async () => {
    const error = await aProblem(503, 'The queue is away');
    await show({ getWorkQueue: () => Promise.reject(error) });

    expect(
      await within(await region('Queue')).findByRole('alert'),
    ).toHaveTextContent('The queue is away');
    expect(
      await within(await region('Health')).findByText('gitops'),
    ).toBeInTheDocument();
  });

  it('replays one dead job', async () => {
    const replayJob = jest.fn(async () => aJob({ state: 'ready' }));
    const { user, api } = await show({ replayJob });
    await user.click(
      await screen.findByRole('button', {
        name: 'Replay reconcile-request for req-00000000000000a1',
      }),
    );

    expect(replayJob).toHaveBeenCalledWith(aJob().id);
    expect(await screen.findByText('One job runs again')).toBeInTheDocument();
    expect(jest.mocked(api.listJobs).mock.calls.length).toBeGreaterThan(1);
  });

  it('replays all that are shown and counts those that could not be', async () => {
    const error = await aProblem(409, 'It runs already');
    const second = '00000000-0000-4000-8000-000000000002';
    const replayJob = jest.fn(async (id: string) => {
      if (id === second) {
        throw error;
      }
      return aJob({ state: 'ready' });
    });
    const { user } = await show(
      {
        replayJob,
        listJobs: async () => ({ items: [aJob(), aJob({ id: second })] }),
      },
      { rights: 'read' },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Replay all 2 shown' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Replay them' }),
    );

    expect(await screen.findByText('One job runs again')).toBeInTheDocument();
    expect(
      screen.getByText('One job could not be replayed'),
    ).toBeInTheDocument();
    expect(replayJob).toHaveBeenCalledTimes(2);
  });

  it('replays all dead jobs of a kind, team and target, also those that are not shown, and none twice', async () => {
    const second = '00000000-0000-4000-8000-000000000002';
    const replayJobs = jest
      .fn<
        ReturnType<ControlPlaneApi['replayJobs']>,
        Parameters<ControlPlaneApi['replayJobs']>
      >()
      .mockResolvedValueOnce({ replayed: 500, left: 3, superseded: 0 })
      .mockResolvedValueOnce({ replayed: 3, left: 2, superseded: 1 });
    const { user } = await show(
      {
        replayJobs,
        listJobs: async () => ({ items: [aJob(), aJob({ id: second })] }),
      },
      { search: '?kind=reconcile-request&team=platform&target=us-east-1' },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Replay all dead jobs' }),
    );
    expect(screen.getByRole('dialog')).toHaveTextContent(
      'Kind: reconcile-request. Team: platform. Target: us-east-1.',
    );
    await user.click(screen.getByRole('button', { name: 'Replay them' }));

    expect(await screen.findByText('503 jobs run again')).toBeInTheDocument();
    expect(
      screen.getByText(
        '2 have died again, or died meanwhile. One stays as it is: a later job followed.',
      ),
    ).toBeInTheDocument();
    const filter = {
      kind: 'reconcile-request',
      team: 'platform',
      target: 'us-east-1',
    };
    expect(replayJobs.mock.calls).toEqual([
      [{ ...filter, limit: 500 }],
      [{ ...filter, limit: 3 }],
    ]);
  });

  it.each([
    ['team=platform', { team: 'platform' }],
    ['target=us-east-1', { target: 'us-east-1' }],
    ['kind=publish-lane', { kind: 'publish-lane' }],
  ])('filters jobs by %s', async (search, filter) => {
    const { api } = await show({}, { search: `?${search}` });
    await screen.findByRole('row', { name: /reconcile-request.*8 of 8/ });

    expect(api.listJobs).toHaveBeenCalledWith(
      expect.objectContaining({ state: 'dead', ...filter }),
      expect.anything(),
    );
  });

  it('says of a dead job that a later one followed, and offers nothing to do about it', async () => {
    await show({
      listJobs: async () => ({ items: [aJob({ superseded: true })] }),
    });

    const row = await screen.findByRole('row', { name: /No route to host/ });
    expect(row).toHaveTextContent('A later job followed');
    expect(row).not.toHaveTextContent('Needs a person');
    expect(
      within(row).queryByRole('button', { name: /^Replay/ }),
    ).not.toBeInTheDocument();
  });

  it.each<[Partial<Job>, string | undefined]>([
    [{ state: 'dead' }, 'Needs a person'],
    [{ state: 'ready' }, 'Tried again by itself'],
    [
      {
        state: 'ready',
        lastError: { message: 'No route to host', at, retryable: false },
      },
      undefined,
    ],
    [{ state: 'cancelled' }, undefined],
  ])('says what comes after the last error: %j', async (over, words) => {
    await show({ listJobs: async () => ({ items: [aJob(over)] }) });

    const row = await screen.findByRole('row', { name: /No route to host/ });
    for (const each of ['Needs a person', 'Tried again by itself']) {
      expect(row.textContent?.includes(each)).toBe(each === words);
    }
  });

  it('says nothing of the errors of a job that is done', async () => {
    await show({
      listJobs: async () => ({ items: [aJob({ state: 'done' })] }),
    });

    const row = await screen.findByRole('row', { name: /8 of 8/ });
    expect(row).not.toHaveTextContent('No route to host');
  });

  it('says beside the job why it could not be replayed', async () => {
    const error = await aProblem(409, 'It runs already');
    const { user } = await show({ replayJob: () => Promise.reject(error) });
    await user.click(
      await screen.findByRole('button', { name: /^Replay reconcile/ }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It runs already',
    );
  });

  it('ends a job that waits, after asking', async () => {
    const cancelJob = jest.fn(async () => aJob({ state: 'cancelled' }));
    const waiting = aJob({ state: 'ready', waitsFor: 'Push budget' });
    const { user } = await show(
      { cancelJob, listJobs: async () => ({ items: [waiting] }) },
      { search: '?state=ready' },
    );
    expect(
      await screen.findByRole('row', { name: /Push budget/ }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /^Cancel reconcile/ }));
    expect(cancelJob).not.toHaveBeenCalled();
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'its change fails',
    );
    await user.click(
      await screen.findByRole('button', { name: 'End the job' }),
    );

    expect(cancelJob).toHaveBeenCalledWith(waiting.id);
  });

  it('offers readers no action on jobs that are not of a request', async () => {
    await show(
      {
        listJobs: async () => ({
          items: [aJob({ kind: 'publish-lane', key: 'gitops main' })],
        }),
      },
      { rights: 'read' },
    );

    expect(
      await screen.findByRole('button', { name: /^Logs of publish-lane/ }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Replay publish-lane/ }),
    ).not.toBeInTheDocument();
  });

  it('shows what a job did', async () => {
    const { user } = await show({
      listJobLogs: async () => ({
        items: [
          { id: '1', at, level: 'error', attempt: 8, message: 'Gave up' },
        ],
      }),
    });
    await user.click(await screen.findByRole('button', { name: /^Logs of/ }));

    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Gave up')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('Attempt 8');
    expect(dialog).toHaveTextContent(aJob().id);
  });

  it.each<[Partial<Job>, string]>([
    [
      {
        wait: { reason: 'paused', message: '', pause: aPause },
        waitsFor: 'the push budget',
      },
      'Paused (Target us-east-1): The cluster is being upgraded',
    ],
    [
      {
        wait: { reason: 'later', message: '' },
        waitsFor: 'the push budget of gitops',
      },
      'Waits for the push budget of gitops',
    ],
    [
      { wait: { reason: 'limit', message: '' } },
      'As many jobs of its target run as may',
    ],
    [{ wait: { reason: 'turn', message: '' } }, 'Waits for a free worker'],
  ])('says why a job waits: %j', async (over, words) => {
    await show(
      {
        listJobs: async () => ({ items: [aJob({ state: 'ready', ...over })] }),
      },
      { search: '?state=ready' },
    );

    const jobs = await region('Jobs');
    expect(
      await within(jobs).findByText(words, { exact: false }),
    ).toBeInTheDocument();
  });

  it.each([
    [21, 'Lease ends in 21s unless renewed'],
    [-90, 'Lease ran out 1m 30s ago'],
  ])(
    'says who runs a job, for how long, and that %i s of its lease are left',
    async (remainingSeconds, words) => {
      const lease = { owner: 'pod-7/1', ageSeconds: 120, remainingSeconds };
      await show(
        {
          listJobs: async () => ({ items: [aJob({ state: 'leased', lease })] }),
        },
        { search: '?state=leased' },
      );

      const row = await screen.findByRole('row', { name: /pod-7/ });
      expect(row).toHaveTextContent('On pod-7/1 for 2m');
      expect(row).toHaveTextContent(words);
    },
  );

  it('tells on top what is paused, by whom and why, and resumes it after asking', async () => {
    const listPauses = jest
      .fn<ReturnType<ControlPlaneApi['listPauses']>, []>()
      .mockResolvedValueOnce({ items: [aPause] })
      .mockResolvedValue({ items: [] });
    const resumeJobs = jest.fn(async () => aPause);
    const { user } = await show({ listPauses, resumeJobs });

    const paused = await region('What is paused');
    expect(paused).toHaveTextContent('Target us-east-1 · 12 jobs wait');
    expect(paused).toHaveTextContent('The cluster is being upgraded');
    await user.click(
      within(paused).getByRole('button', { name: 'Resume: Target us-east-1' }),
    );
    expect(resumeJobs).not.toHaveBeenCalled();
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Resume' }));

    expect(resumeJobs).toHaveBeenCalledWith(aPause);
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'What is paused' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('pauses what is chosen, for a reason', async () => {
    const pauseJobs = jest.fn(async () => aPause);
    const { user } = await show({ pauseJobs });
    await user.click(await screen.findByRole('button', { name: 'Pause…' }));

    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    expect(pauseJobs).not.toHaveBeenCalled();
    await user.click(
      within(dialog).getByRole('button', { name: /What to pause/ }),
    );
    await user.click(await screen.findByRole('option', { name: 'Team' }));
    expect(dialog).toHaveTextContent(
      'Publishing of what it has handed to a lane goes on',
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Moving house',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    expect(dialog).toHaveTextContent('Choose what to pause');
    expect(pauseJobs).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: /Team$/ }));
    await user.click(await screen.findByRole('option', { name: 'commerce' }));
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));

    expect(pauseJobs).toHaveBeenCalledWith({
      scope: 'team',
      name: 'commerce',
      reason: 'Moving house',
    });
  });

  it('pauses what is typed while the names are not to be had', async () => {
    const pauseJobs = jest.fn(async () => aPause);
    const error = await aProblem(503, 'The targets are away');
    const { user } = await show({
      pauseJobs,
      listTargets: () => Promise.reject(error),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause…' }));

    const dialog = screen.getByRole('dialog');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The targets are away',
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Target' }),
      'us-east-1',
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Upgrade',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));

    expect(pauseJobs).toHaveBeenCalledWith({
      scope: 'target',
      name: 'us-east-1',
      reason: 'Upgrade',
    });
  });

  it('lets readers see what is paused, and neither pause nor resume', async () => {
    await show(
      { listPauses: async () => ({ items: [aPause] }) },
      { rights: 'read' },
    );

    expect(await region('What is paused')).toHaveTextContent('us-east-1');
    await region('Queue');
    expect(
      screen.queryByRole('button', { name: /Pause|Resume/ }),
    ).not.toBeInTheDocument();
  });

  it('says why a lane does not push, and shows what it holds', async () => {
    const { user } = await show({
      listPublishLanes: async () => ({
        items: [
          {
            ...aLane,
            nextAttemptAt: at,
            wait: {
              reason: 'later',
              message: 'Waits for the push budget of gitops',
            },
          },
        ],
      }),
      listLanePublications: async () => ({
        items: [
          {
            operationId: 'op-1',
            requestId: 'req-00000000000000a1',
            generation: 2,
            purpose: 'publish',
            state: 'pending',
            repository: 'gitops',
            branch: 'main',
            path: 'clusters',
            attempts: 1,
            createdAt: at,
            retryAt: at,
            message: 'The host is away',
            advice: 'Wait',
          },
        ],
      }),
    });
    const lanes = await region('Publish lanes');
    expect(
      await within(lanes).findByRole('row', { name: /gitops/ }),
    ).toHaveTextContent('Waits for the push budget of gitops');
    await user.click(
      within(lanes).getByRole('button', {
        name: '4 pending: show what lane gitops holds',
      }),
    );

    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('row', { name: /req-00000000000000a1/ }),
    ).toHaveTextContent('generation 2');
    expect(dialog).toHaveTextContent('The host is away');
  });

  it('says that a lane stands still because its job is dead', async () => {
    await show({
      listPublishLanes: async () => ({
        items: [
          {
            ...aLane,
            stopped: { jobId: 'job-7', state: 'dead', message: 'No such host' },
          },
        ],
      }),
    });

    const lane = await within(await region('Publish lanes')).findByRole('row', {
      name: /gitops/,
    });
    expect(lane).toHaveTextContent('Its job is dead');
    expect(lane).toHaveTextContent('No such host');
    expect(lane).toHaveTextContent('until job job-7 is replayed');
  });

  it('is content without dead jobs', async () => {
    await show({ listJobs: async () => ({ items: [] }) });

    expect(await screen.findByText('No dead jobs')).toBeInTheDocument();
  });
});
