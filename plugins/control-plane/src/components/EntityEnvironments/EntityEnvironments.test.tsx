import {
  CallerRights,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor } from '@testing-library/react';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { aComponent, renderOnEntity } from '../../__testUtils__/renderOnEntity';
import { EntityEnvironments } from './EntityEnvironments';

const requester: CallerRights = {
  subject: 'user:default/remy',
  roles: ['requester'],
  create: [{ teams: ['platform'] }],
  mayDecide: false,
  operations: 'none',
  mayReadAudit: false,
};

const verdicts: RequestActionVerdict[] = [
  { action: 'extend', allowed: true },
  { action: 'delete', allowed: true },
];

function show(operations: Partial<ControlPlaneApi> = {}) {
  return renderOnEntity(<EntityEnvironments />, {
    entity: aComponent,
    operations: {
      getCaller: jest.fn(async () => requester),
      listRequests: jest.fn(async () => ({
        items: [aRequest({ phase: 'ready' })],
      })),
      listRequestActions: jest.fn(async () => ({ items: verdicts })),
      ...operations,
    },
  });
}

async function choose(
  user: Awaited<ReturnType<typeof show>>['user'],
  item: RegExp,
) {
  await user.click(await screen.findByRole('button', { name: /Actions for/ }));
  const menuItem = await screen.findByRole('menuitem', { name: item });
  await waitFor(() =>
    expect(menuItem).not.toHaveAttribute('aria-disabled', 'true'),
  );
  await user.click(menuItem);
}

describe('EntityEnvironments', () => {
  it('lists what the component has, each linked to its request', async () => {
    const listRequests = jest.fn(async () => ({
      items: [aRequest({ phase: 'ready' })],
    }));
    await show({ listRequests });

    expect(
      await screen.findByRole('link', { name: /platform-billing-api/ }),
    ).toHaveAttribute('href', '/control-plane/requests/req-00000000000000a1');
    expect(listRequests).toHaveBeenCalledWith(
      expect.objectContaining({
        app: 'billing-api',
        phase: expect.not.arrayContaining(['deleted']),
      }),
      expect.anything(),
    );
  });

  it('shows the ended ones too on demand', async () => {
    const listRequests = jest.fn(async () => ({ items: [aRequest()] }));
    const { user } = await show({ listRequests });

    await user.click(await screen.findByRole('radio', { name: 'All' }));

    await waitFor(() =>
      expect(listRequests).toHaveBeenLastCalledWith(
        { app: 'billing-api', cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('leads to the classes with component and team filled in', async () => {
    await show({ listRequests: jest.fn(async () => ({ items: [] })) });

    expect(
      await screen.findByRole('heading', { name: 'No environment yet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Ask for an environment' }),
    ).toHaveAttribute(
      'href',
      '/control-plane/classes?app=billing-api&team=platform',
    );
  });

  it('does not offer to ask to those who may not', async () => {
    await show({
      getCaller: jest.fn(async () => ({ ...requester, create: [] })),
      listRequests: jest.fn(async () => ({ items: [] })),
    });

    expect(await screen.findByText(/Its team can ask/)).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Ask for an environment' }),
    ).not.toBeInTheDocument();
  });

  it('extends a lease from the menu of its row', async () => {
    const extendRequest = jest.fn(async () => aRequest({ phase: 'ready' }));
    const { user, toasts } = await show({ extendRequest });

    await choose(user, /Extend the lease/);
    await user.click(await screen.findByRole('button', { name: 'Extend' }));

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(extendRequest).toHaveBeenCalledWith('req-00000000000000a1', {
      hours: 24,
    });
    expect(toasts).toHaveBeenCalledWith(
      expect.objectContaining({
        title: expect.stringContaining('is longer now'),
      }),
    );
  });

  it('says next to the field what is wrong with an extension, before it is sent', async () => {
    const extendRequest = jest.fn();
    const { user } = await show({ extendRequest });

    await choose(user, /Extend the lease/);
    await user.clear(
      await screen.findByRole('textbox', { name: /Hours to add/ }),
    );
    await user.click(screen.getByRole('button', { name: 'Extend' }));

    expect(
      await screen.findByText('expected a number, got nothing'),
    ).toBeInTheDocument();
    expect(extendRequest).not.toHaveBeenCalled();
  });

  it('keeps what was typed when the extension is refused', async () => {
    const { user } = await show({
      extendRequest: jest.fn(async () => {
        throw await aProblem(409, 'The lease may last 168 hours in all');
      }),
    });

    await choose(user, /Extend the lease/);
    await user.click(await screen.findByRole('textbox', { name: /Reason/ }));
    await user.paste('Demo');
    await user.click(screen.getByRole('button', { name: 'Extend' }));

    expect(
      await screen.findByText('The lease may last 168 hours in all'),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue('Demo');
  });

  it('asks for the name before it ends one', async () => {
    const deleteRequest = jest.fn(async () => aRequest({ phase: 'deleting' }));
    const { user } = await show({ deleteRequest });

    await choose(user, /End it/);
    await user.click(await screen.findByRole('button', { name: 'End it' }));
    expect(deleteRequest).not.toHaveBeenCalled();

    await user.type(
      screen.getByRole('textbox', { name: /billing-api/ }),
      'billing-api',
    );
    await user.click(screen.getByRole('button', { name: 'End it' }));

    await waitFor(() =>
      expect(deleteRequest).toHaveBeenCalledWith('req-00000000000000a1', {
        reason: undefined,
      }),
    );
  });

  it('says in the menu why an action cannot be taken', async () => {
    const { user } = await show({
      listRequestActions: jest.fn(async () => ({
        items: verdicts.map(({ action }) => ({
          action,
          allowed: false,
          reason: 'You do not belong to team platform',
        })),
      })),
    });

    await user.click(
      await screen.findByRole('button', { name: /Actions for/ }),
    );

    expect(
      await screen.findByRole('menuitem', {
        name: /Extend.*You do not belong to team platform/,
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('says why when the list cannot be read', async () => {
    await show({
      listRequests: jest.fn(async () => {
        throw await aProblem(503, 'The database is away');
      }),
    });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});
