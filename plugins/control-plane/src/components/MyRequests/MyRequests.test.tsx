import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCaller } from '../../__testUtils__/aCaller';
import { aCatalog } from '../../__testUtils__/aCatalog';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { MyRequests } from './MyRequests';

async function show(
  listRequests: ControlPlaneApi['listRequests'],
  teams = ['platform'],
  caller = aCaller(),
) {
  const list = jest.fn(listRequests);
  await renderInTestApp(<MyRequests />, {
    apis: [
      [
        controlPlaneApiRef,
        anApi({ getCaller: async () => caller, listRequests: list }),
      ],
      [catalogApiRef, aCatalog()],
      mockApis.identity({
        userEntityRef: 'user:default/remy',
        ownershipEntityRefs: teams.map(team => `group:default/${team}`),
      }),
    ],
  });
  return { list, user: userEvent.setup() };
}

const one = async () => ({ items: [aRequest()] });

describe('MyRequests', () => {
  it('lists what the signed-in user asked for and that still lives', async () => {
    const { list } = await show(one);

    expect(
      await screen.findByRole('link', {
        name: 'platform-billing-api-000000a1',
      }),
    ).toHaveAttribute('href', '/control-plane/requests/req-00000000000000a1');
    const [query] = list.mock.calls[0];
    expect(query?.requester).toEqual(['user:default/remy']);
    expect(query?.phase).toContain('ready');
    expect(query?.phase).not.toContain('deleted');
  });

  it('lists those of the own teams, ended ones too when asked', async () => {
    const { list, user } = await show(one);
    await user.click(await screen.findByRole('radio', { name: 'Of my teams' }));
    await user.click(screen.getByRole('switch', { name: 'Ended ones too' }));

    await screen.findByRole('link', { name: 'platform-billing-api-000000a1' });
    expect(list.mock.lastCall?.[0]).toEqual({ team: ['platform'], limit: 50 });
  });

  it('leads to the classes when there is nothing', async () => {
    await show(async () => ({ items: [] }));

    expect(await screen.findByText('Nothing that lives')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See what you can request' }),
    ).toHaveAttribute('href', '/control-plane/classes');
    expect(screen.getByRole('link', { name: 'New request' })).toHaveAttribute(
      'href',
      '/control-plane/classes',
    );
  });

  it('offers no new request to whom it would be refused, and says why', async () => {
    await show(
      async () => ({ items: [] }),
      ['platform'],
      aCaller({ roles: ['viewer'], create: [] }),
    );

    expect(
      await screen.findByText(/An administrator of the control plane can/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'New request' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'See what you can request' }),
    ).not.toBeInTheDocument();
  });

  it('says so to somebody without a team', async () => {
    const { user, list } = await show(async () => ({ items: [] }), []);
    await user.click(await screen.findByRole('radio', { name: 'Of my teams' }));

    expect(
      await screen.findByText('Your teams have no requests'),
    ).toBeInTheDocument();
    expect(list.mock.calls.every(([query]) => !query?.team)).toBe(true);
  });

  it('reads further pages', async () => {
    const { user } = await show(async query =>
      query?.cursor
        ? {
            items: [
              aRequest({ id: 'req-00000000000000b2', namespaces: ['second'] }),
            ],
          }
        : { items: [aRequest()], nextCursor: 'next' },
    );
    await user.click(await screen.findByRole('button', { name: 'Show more' }));

    expect(
      await screen.findByRole('link', { name: 'second' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'platform-billing-api-000000a1' }),
    ).toBeInTheDocument();
  });

  it('says what went wrong and tries again', async () => {
    const error = await aProblem(503, 'Down for a moment');
    let isDown = true;
    const { user } = await show(async () => {
      if (isDown) {
        throw error;
      }
      return { items: [aRequest()] };
    });
    const retry = await screen.findByRole('button', { name: /again/i });
    isDown = false;
    await user.click(retry);

    expect(
      await screen.findByRole('link', {
        name: 'platform-billing-api-000000a1',
      }),
    ).toBeInTheDocument();
  });
});
