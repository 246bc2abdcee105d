import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCaller } from '../../__testUtils__/aCaller';
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
    group: 'platform',
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
          delayed: 4,
          running: 1,
          dead: 2,
          oldestDueSeconds: 7200,
        },
      ],
      groups: [{ group: 'platform', waiting: 7, running: 1 }],
    }),
    listJobs: jest.fn(async () => ({ items: [aJob()] })),
    listPublishLanes: async () => ({
      items: [
        {
          repository: 'gitops',
          branch: 'main',
          pending: 4,
          failing: 1,
          pushesPerMinute: 30,
          lastFailure: { message: 'Rejected', advice: 'Wait', at },
        },
      ],
    }),
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
    apis: [[controlPlaneApiRef, api]],
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
      getWorkQueue: async () => ({ observedAt: at, kinds: [], groups: [] }),
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
    expect(queue).toHaveTextContent('reconcile-request32h412');
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
    const { user } = await show({
      replayJob,
      listJobs: async () => ({ items: [aJob(), aJob({ id: second })] }),
    });
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
  });

  it('is content without dead jobs', async () => {
    await show({ listJobs: async () => ({ items: [] }) });

    expect(await screen.findByText('No dead jobs')).toBeInTheDocument();
  });
});
