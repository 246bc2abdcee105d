import { renderInTestApp } from '@backstage/frontend-test-utils';
import { PendingApproval } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { aRevision } from '../../__testUtils__/aRevision';
import { ApprovalInbox } from './ApprovalInbox';

function pending(over: Partial<PendingApproval> = {}): PendingApproval {
  return {
    request: aRequest(),
    revision: aRevision(),
    mayDecide: true,
    ...over,
  };
}

async function show(
  listApprovals: ControlPlaneApi['listApprovals'],
  options: { decidable?: number; search?: string } = {},
) {
  const api = anApi({
    listApprovals: jest.fn(listApprovals),
    countApprovals: jest.fn(async () => ({
      decidable: options.decidable ?? 0,
    })),
  });
  await renderInTestApp(<ApprovalInbox />, {
    apis: [[controlPlaneApiRef, api]],
    initialRouteEntries: [`/${options.search ?? ''}`],
    mountPath: '/',
  });
  return { api, user: userEvent.setup({ delay: null }) };
}

describe('ApprovalInbox', () => {
  it('tells who asks for what, where, since when and at what price', async () => {
    await show(async () => ({ items: [pending()] }), { decidable: 1 });

    const row = await screen.findByRole('row', { name: /billing-api/ });
    expect(row).toHaveTextContent('New production environment for billing-api');
    expect(row).toHaveTextContent('Adds 1 namespace');
    expect(row).toHaveTextContent('platform');
    expect(row).toHaveTextContent('us-east-1');
    expect(row).toHaveTextContent('remy');
    expect(row).toHaveTextContent('$900');
    expect(
      within(row).getByText(/2026/, { selector: 'time *' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: '1 decision waits for you' }),
    ).toBeInTheDocument();
  });

  it('opens the screen of a decision with its row', async () => {
    await show(async () => ({ items: [pending()] }));
    expect(
      await screen.findByRole('row', { name: /billing-api/ }),
    ).toHaveAttribute(
      'data-href',
      '/control-plane/approvals/req-00000000000000a1/1',
    );
  });

  it.each([
    [
      'a change',
      pending({
        request: aRequest({ parameters: { replicas: 2 } }),
        revision: aRevision({
          action: 'update',
          parameters: { replicas: 4 },
          cost: { monthly: 1200, currency: 'USD' },
        }),
      }),
      /Changes parameters\.replicas.*\$900.*\$1,200/,
    ],
    [
      'an extension',
      pending({ revision: aRevision({ action: 'extend', leaseHours: 24 }) }),
      /Adds 24 hours to the lease/,
    ],
    [
      'a removal',
      pending({ revision: aRevision({ action: 'delete' }) }),
      /Removes everything it made.*\$900.*nothing/,
    ],
  ])('tells what %s would do', async (_, item, words) => {
    await show(async () => ({ items: [item] }));
    expect(
      await screen.findByRole('row', { name: /billing-api/ }),
    ).toHaveTextContent(words);
  });

  it('says that nothing waits, and shows all that is visible on demand', async () => {
    const { api, user } = await show(async query => ({
      items:
        query?.scope === 'visible'
          ? [
              pending({
                mayDecide: false,
                reason: 'you asked for it yourself',
              }),
            ]
          : [],
    }));

    expect(
      await screen.findByRole('heading', { name: 'Nothing waits for you' }),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Show all I may see' }),
    );

    expect(
      await screen.findByRole('row', { name: /billing-api/ }),
    ).toHaveTextContent('you asked for it yourself');
    expect(api.listApprovals).toHaveBeenLastCalledWith(
      { scope: 'visible', cursor: undefined },
      expect.anything(),
    );
  });

  it('takes the scope from the address', async () => {
    await show(async () => ({ items: [] }), { search: '?scope=visible' });
    expect(
      await screen.findByRole('heading', { name: 'Nothing waits for anybody' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: 'All I may see' })).toBeChecked();
  });

  it('reads the next page on demand', async () => {
    const second = pending({
      request: aRequest({ id: 'req-00000000000000b2', app: 'payments-api' }),
    });
    const { user } = await show(async query =>
      query?.cursor
        ? { items: [second] }
        : { items: [pending()], nextCursor: 'c2' },
    );

    await user.click(await screen.findByRole('button', { name: 'Show more' }));

    expect(
      await screen.findByRole('row', { name: /payments-api/ }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('says why when it cannot be read', async () => {
    await show(async () => {
      throw await aProblem(403, 'You may not see approvals');
    });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });

  it('is busy while it is read', async () => {
    await show(() => new Promise(() => {}));
    expect(await screen.findByRole('status')).toBeInTheDocument();
  });
});
