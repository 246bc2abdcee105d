import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  aCaller,
  fakeControlPlaneApi,
} from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RequestJobs } from './RequestJobs';

const AT = '2030-01-31T12:00:00.000Z';

const dead: Job = {
  id: 'job-1',
  kind: 'reconcile-request',
  key: 'req-0123456789abcdef',
  team: 'payments',
  state: 'dead',
  priority: 0,
  attempt: 8,
  maxAttempts: 8,
  runAt: AT,
  createdAt: AT,
  lastError: { message: 'The push was refused', at: AT, retryable: true },
};

async function show(options: {
  mayManage: boolean;
  jobs: Job[];
  api?: Partial<ControlPlaneApi>;
}) {
  await renderInTestApp(
    <RequestJobs
      id="req-0123456789abcdef"
      verdicts={{
        status: 'ready',
        value: [{ action: 'reconcile', allowed: options.mayManage }],
        refreshing: false,
        refresh: () => {},
      }}
    />,
    {
      apis: [
        [
          controlPlaneApiRef,
          fakeControlPlaneApi({
            getCaller: async () => aCaller(),
            listRequestJobs: async () => ({ items: options.jobs }),
            ...options.api,
          }),
        ],
        [toastApiRef, { post: () => ({ close: () => {} }) }],
      ],
    },
  );
}

describe('RequestJobs', () => {
  it('says when there are none', async () => {
    await show({ mayManage: true, jobs: [] });
    expect(await screen.findByText('No jobs')).toBeInTheDocument();
  });

  it('says that a job is paused, and why', async () => {
    const pause = {
      scope: 'target' as const,
      name: 'us-east-1',
      reason: 'The cluster is being upgraded',
      pausedBy: 'user:default/otto',
      pausedAt: AT,
    };
    const wait = { reason: 'paused' as const, message: '', pause };
    await show({
      mayManage: false,
      jobs: [{ ...dead, state: 'ready', lastError: undefined, wait }],
    });
    expect(
      await screen.findByText(
        'Paused by an operator: The cluster is being upgraded',
      ),
    ).toBeInTheDocument();
  });

  it('shows why a job died and runs it again', async () => {
    const replayJob = jest.fn(async () => dead);
    await show({ mayManage: true, jobs: [dead], api: { replayJob } });

    expect(await screen.findByText(/The push was refused/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Replay' }));
    expect(replayJob).toHaveBeenCalledWith('job-1');
  });

  it('offers nothing to whom may not', async () => {
    await show({ mayManage: false, jobs: [dead] });
    expect(await screen.findByText('Dead')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Replay' }),
    ).not.toBeInTheDocument();
  });

  it('opens the log of a job', async () => {
    const listJobLogs = async () => ({
      items: [
        {
          id: '1',
          at: AT,
          level: 'error' as const,
          attempt: 8,
          message: 'Gave up',
        },
      ],
    });
    await show({ mayManage: false, jobs: [dead], api: { listJobLogs } });

    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Log of job reconcile-request',
      }),
    );

    expect(await screen.findByText('Gave up')).toBeInTheDocument();
  });
});
