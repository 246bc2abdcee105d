import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  aCaller,
  aClass,
  aRequest,
  aRevision,
  aRevisionSummary,
  aTimeline,
  fakeControlPlaneApi,
  problemError,
} from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { RequestPage } from './RequestPage';

const request = aRequest();
const name = 'payments-checkout-01234567';

function allowed(
  ...actions: RequestActionVerdict['action'][]
): RequestActionVerdict[] {
  return actions.map(action => ({ action, allowed: true }));
}

function apiOf(overrides: Partial<ControlPlaneApi> = {}) {
  return fakeControlPlaneApi({
    getRequest: async () => ({ request, etag: '"3"' }),
    listRequestActions: async () => ({
      items: allowed('update', 'extend', 'delete', 'reconcile'),
    }),
    getTimeline: async () => aTimeline(),
    getCaller: async () => aCaller(),
    getClass: async () => aClass(),
    ...overrides,
  });
}

async function show(api: ControlPlaneApi, query = '') {
  const toasts = { post: jest.fn(() => ({ close: () => {} })) };
  await renderInTestApp(
    <Routes>
      <Route path="/requests/:id" element={<RequestPage />} />
    </Routes>,
    {
      apis: [
        [controlPlaneApiRef, api],
        [toastApiRef, toasts],
      ],
      initialRouteEntries: [`/requests/${request.id}${query}`],
    },
  );
  return toasts;
}

describe('RequestPage', () => {
  it('says that it is loading', async () => {
    await show(apiOf({ getRequest: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading')).toBeInTheDocument();
  });

  it('says that there is no such request, or none that one may see', async () => {
    const error = await problemError(404);
    await show(
      apiOf({
        getRequest: async () => {
          throw error;
        },
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing found here' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'To the control plane' }),
    ).toBeInTheDocument();
  });

  it('shows what it is, where it stands, and its way there', async () => {
    await show(apiOf());

    expect(await screen.findByRole('heading', { name })).toBeInTheDocument();
    expect(screen.getByText('Ready, not observed')).toBeInTheDocument();
    expect(screen.getByText('$150 a month')).toBeInTheDocument();
    expect(
      await screen.findByRole('list', { name: 'From request to effect' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Overview' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(
      screen.queryByRole('tab', { name: 'Audit' }),
    ).not.toBeInTheDocument();
  });

  it('offers what one may do, and says of the rest why not', async () => {
    await show(
      apiOf({
        listRequestActions: async () => ({
          items: [
            ...allowed('extend'),
            {
              action: 'update',
              allowed: false,
              reason: 'Only members of payments may change it',
            },
          ],
        }),
      }),
    );

    const change = await screen.findByRole('button', { name: /^Change/ });
    expect(change).toHaveAttribute('aria-disabled', 'true');
    expect(change).toHaveAccessibleDescription(
      'Only members of payments may change it',
    );
    expect(screen.getByRole('button', { name: 'Extend lease' })).toBeEnabled();
    expect(
      screen.queryByRole('button', { name: 'Reconcile' }),
    ).not.toBeInTheDocument();
  });

  it('leads to the decision for whom may take it', async () => {
    await show(
      apiOf({
        listRequestActions: async () => ({
          items: [{ action: 'approve', allowed: true, generation: 2 }],
        }),
      }),
    );
    expect(await screen.findByRole('link', { name: 'Decide' })).toHaveAttribute(
      'href',
      `/control-plane/approvals/${request.id}/2`,
    );
  });

  it('queues a reconcile and says so', async () => {
    const reconcileRequest = jest.fn(
      async (): ReturnType<ControlPlaneApi['reconcileRequest']> => ({
        id: 'job-1',
        kind: 'reconcile-request',
        key: request.id,
        team: 'payments',
        state: 'ready',
        priority: 0,
        attempt: 0,
        maxAttempts: 8,
        runAt: request.createdAt,
        createdAt: request.createdAt,
      }),
    );
    const toasts = await show(apiOf({ reconcileRequest }));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Reconcile' }),
    );

    expect(reconcileRequest).toHaveBeenCalledWith(request.id);
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({ title: 'A reconcile is queued' }),
      ),
    );
  });

  it('tells why it failed, what to do, and when it is tried again', async () => {
    const failed = aRequest({
      phase: 'failed',
      progress: {
        step: 'publish',
        message: 'Publishing',
        since: request.createdAt,
        failure: {
          reason: 'PushRejected',
          message: 'The branch is protected',
          advice: 'Allow the product to push',
          retryable: true,
          retryAt: '2099-01-01T00:00:00.000Z',
        },
      },
    });
    await show(apiOf({ getRequest: async () => ({ request: failed }) }));

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('publish: The branch is protected');
    expect(alert).toHaveTextContent('Allow the product to push');
    expect(alert).toHaveTextContent('It is tried again');
  });

  it('tells the requester why it was rejected, and lets one ask for the same again', async () => {
    const rejected = aRequest({ phase: 'rejected' });
    await show(
      apiOf({
        getRequest: async () => ({ request: rejected }),
        getRevision: async () =>
          aRevision({ state: 'rejected', endedReason: 'Too expensive' }),
      }),
    );
    expect(await screen.findByText('Too expensive')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Ask again' })).toHaveAttribute(
      'href',
      '/control-plane/classes/preview/request?team=payments&app=checkout&region=us-east-1',
    );
  });

  it('keeps what a deleted request was, without anything to do', async () => {
    const deleted = aRequest({ phase: 'deleted', conditions: [] });
    await show(apiOf({ getRequest: async () => ({ request: deleted }) }));

    expect(
      await screen.findByText(/Everything that belonged to it/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Change' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Danger zone' }),
    ).not.toBeInTheDocument();
  });

  it('says that deleting tears down what is in Git', async () => {
    await show(apiOf());
    expect(await screen.findByText(/its files leave Git/)).toBeInTheDocument();
  });

  it('says that deleting takes back what has not reached Git', async () => {
    const waiting = aRequest({
      phase: 'pending_approval',
      published: undefined,
    });
    await show(apiOf({ getRequest: async () => ({ request: waiting }) }));
    expect(
      await screen.findByText(/Takes the request back/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/its files leave Git/)).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Delete…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'it is taken back, and nothing is torn down',
    );
    expect(dialog).not.toHaveTextContent('All files below');
  });

  it('opens the tab that the address names', async () => {
    await show(
      apiOf({ listRequestDrift: async () => ({ items: [] }) }),
      '?tab=drift',
    );
    expect(
      await screen.findByText('Nobody edited it in Git'),
    ).toBeInTheDocument();
  });

  it('tells of an audit that one may not read', async () => {
    const error = await problemError(403);
    await show(
      apiOf({
        listRequestAudit: async () => {
          throw error;
        },
      }),
      '?tab=audit',
    );
    expect(
      await screen.findByRole('heading', { name: 'You may not see this' }),
    ).toBeInTheDocument();
  });

  it('deletes after the name is typed, and says that it waits for approval', async () => {
    const deleteRequest = jest.fn(async () =>
      aRequest({
        openRevisions: [
          aRevisionSummary({ action: 'delete', state: 'pending_approval' }),
        ],
      }),
    );
    const toasts = await show(
      apiOf({
        deleteRequest,
        getClass: async () => aClass({ approval: { requiredFor: ['delete'] } }),
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/nothing is removed before/),
    ).toBeInTheDocument();

    await userEvent.click(within(dialog).getByRole('textbox', { name: /Why/ }));
    await userEvent.paste('Done with it');
    await userEvent.click(
      within(dialog).getByRole('textbox', { name: /confirm/ }),
    );
    await userEvent.paste(name);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );

    expect(deleteRequest).toHaveBeenCalledWith(request.id, {
      reason: 'Done with it',
    });
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({
          title: `Deletion of ${name} waits for approval`,
        }),
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
