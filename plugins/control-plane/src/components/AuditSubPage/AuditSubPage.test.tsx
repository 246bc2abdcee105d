import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuditEntry } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCaller } from '../../__testUtils__/aCaller';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { AuditSubPage } from './AuditSubPage';

jest.setTimeout(60_000);

function anEntry(over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: '1',
    at: '2026-11-20T08:00:00.000Z',
    actor: 'policy:auto',
    action: 'revision.approved',
    requestId: 'req-00000000000000a1',
    generation: 2,
    before: 'sha256:before',
    after: 'sha256:after',
    details: { reason: 'A look' },
    ...over,
  };
}

async function show(
  options: {
    listAudit?: ControlPlaneApi['listAudit'];
    mayRead?: boolean;
    search?: string;
  } = {},
) {
  const listAudit = jest.fn<
    ReturnType<ControlPlaneApi['listAudit']>,
    Parameters<ControlPlaneApi['listAudit']>
  >(options.listAudit ?? (async () => ({ items: [anEntry()] })));
  await renderInTestApp(<AuditSubPage />, {
    apis: [
      [
        controlPlaneApiRef,
        anApi({
          listAudit,
          getCaller: async () =>
            aCaller({ mayReadAudit: options.mayRead ?? true }),
        }),
      ],
      mockApis.identity(),
    ],
    initialRouteEntries: [`/${options.search ?? ''}`],
    mountPath: '/',
  });
  return { listAudit, user: userEvent.setup() };
}

describe('AuditSubPage', () => {
  it('is closed to whoever may not read it', async () => {
    const { listAudit } = await show({ mayRead: false });

    expect(
      await screen.findByText(/does not let you read who did what/),
    ).toBeInTheDocument();
    expect(listAudit).not.toHaveBeenCalled();
  });

  it('tells who did what, with the digests before and after', async () => {
    const { user } = await show();

    const row = await screen.findByRole('row', { name: /revision\.approved/ });
    expect(
      within(row).getByRole('link', { name: 'req-00000000000000a1' }),
    ).toBeInTheDocument();
    expect(row).toHaveTextContent('revision 2');
    await user.click(within(row).getByText('Details'));
    expect(within(row).getByText('sha256:before')).toBeVisible();
    expect(within(row).getByText('sha256:after')).toBeVisible();
    expect(within(row).getByText('A look')).toBeVisible();
  });

  it('asks for what the address filters by, and takes up a filter with Enter', async () => {
    const { listAudit, user } = await show({
      search:
        '?actor=user:default/ada&since=2026-11-01T00:00:00.000Z&until=2026-11-30T00:00:00.000Z',
    });
    await screen.findByText('One entry shown');
    expect(listAudit.mock.calls[0][0]).toEqual({
      actor: 'user:default/ada',
      since: '2026-11-01T00:00:00.000Z',
      until: '2026-11-30T00:00:00.000Z',
      limit: 50,
      cursor: undefined,
    });

    await user.type(
      screen.getByRole('textbox', { name: 'Action' }),
      'request.created{Enter}',
    );
    await waitFor(() =>
      expect(listAudit.mock.lastCall?.[0]).toMatchObject({
        actor: 'user:default/ada',
        action: 'request.created',
      }),
    );
  });

  it('says at its filter what the API would refuse, and asks for nothing', async () => {
    const { listAudit } = await show({ search: '?requestId=req-1' });

    expect(
      await screen.findByRole('textbox', { name: 'Request' }),
    ).toHaveAccessibleDescription(/a request id.*got "req-1"/);
    expect(listAudit).not.toHaveBeenCalled();
  });

  it('tells nothing that matches from nothing at all', async () => {
    await show({
      listAudit: async () => ({ items: [] }),
      search: '?action=none',
    });

    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    const error = await aProblem(503, 'Away for a moment');
    await show({ listAudit: () => Promise.reject(error) });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Away for a moment',
    );
  });

  it('reads further pages', async () => {
    const { user } = await show({
      listAudit: async query =>
        query?.cursor
          ? { items: [anEntry({ id: '2', action: 'older.thing' })] }
          : { items: [anEntry()], nextCursor: 'next' },
    });
    await user.click(await screen.findByRole('button', { name: 'Show more' }));

    expect(
      await screen.findByRole('row', { name: /older\.thing/ }),
    ).toBeInTheDocument();
  });
});
