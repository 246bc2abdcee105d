import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  aPlan,
  aRequest,
  aRevision,
  fakeControlPlaneApi,
  problemError,
} from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RequestApprovals } from './RequestApprovals';

const open = aRevision({
  generation: 2,
  action: 'update',
  state: 'pending_approval',
  approvals: [],
  reason: 'More replicas',
});

async function show(
  verdicts: RequestActionVerdict[],
  overrides: Partial<ControlPlaneApi> = {},
) {
  const api = fakeControlPlaneApi({
    listRevisions: async () => ({ items: [open, aRevision()] }),
    getPlan: async () => aPlan(),
    ...overrides,
  });
  await renderInTestApp(
    <RequestApprovals
      id={open.requestId}
      verdicts={{
        status: 'ready',
        value: verdicts,
        refreshing: false,
        refresh: () => {},
      }}
    />,
    {
      apis: [
        [controlPlaneApiRef, api],
        [toastApiRef, { post: () => ({ close: () => {} }) }],
      ],
    },
  );
  return screen.findByRole('article', { name: 'Change, revision 2' });
}

describe('RequestApprovals', () => {
  it('shows an open revision with its plan, and past ones with who decided', async () => {
    const card = await show([]);

    expect(card).toHaveTextContent('More replicas');
    expect(card).toHaveTextContent('Nobody has decided yet.');
    expect(
      await within(card).findByRole('region', { name: 'What is decided on' }),
    ).toBeInTheDocument();
    const past = screen.getByRole('article', { name: 'Create, revision 1' });
    expect(past).toHaveTextContent('Policy class-needs-no-approval');
    expect(
      within(past).getByRole('button', { name: 'Show the plan' }),
    ).toHaveAttribute('aria-expanded', 'false');
  });

  it('leads an approver to the decision on that revision', async () => {
    const card = await show([
      { action: 'approve', generation: 2, allowed: true },
    ]);
    expect(within(card).getByRole('link', { name: 'Decide' })).toHaveAttribute(
      'href',
      `/control-plane/approvals/${open.requestId}/2`,
    );
  });

  it('withdraws an open revision', async () => {
    const withdrawRequest = jest.fn(async () => aRequest());
    const card = await show(
      [{ action: 'withdraw', generation: 2, allowed: true }],
      { withdrawRequest },
    );
    await userEvent.click(
      within(card).getByRole('button', { name: 'Withdraw' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Withdraw' }),
    );
    expect(withdrawRequest).toHaveBeenCalledWith(open.requestId, {
      generation: 2,
      comment: undefined,
    });
  });

  it('says in the dialog that somebody was faster', async () => {
    const conflict = await problemError(409, { detail: 'Ada approved it' });
    const card = await show(
      [{ action: 'withdraw', generation: 2, allowed: true }],
      {
        withdrawRequest: async () => {
          throw conflict;
        },
      },
    );
    await userEvent.click(
      within(card).getByRole('button', { name: 'Withdraw' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Withdraw' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Ada approved it',
    );
  });
});
