import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCatalog } from '../../__testUtils__/aCatalog';
import { anEnvironmentClass } from '../../__testUtils__/anEnvironmentClass';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { saveFile } from '../../present/saveFile';
import { FleetSubPage } from './FleetSubPage';

// jsdom cannot save files.
jest.mock('../../present/saveFile', () => ({ saveFile: jest.fn() }));

jest.setTimeout(60_000);

async function show(
  options: {
    listRequests?: ControlPlaneApi['listRequests'];
    search?: string;
  } = {},
) {
  const listRequests = jest.fn<
    ReturnType<ControlPlaneApi['listRequests']>,
    Parameters<ControlPlaneApi['listRequests']>
  >(options.listRequests ?? (async () => ({ items: [aRequest()] })));
  await renderInTestApp(<FleetSubPage />, {
    apis: [
      [
        controlPlaneApiRef,
        anApi({
          listRequests,
          countRequests: async () => ({
            phases: [
              { phase: 'ready', count: 7 },
              { phase: 'failed', count: 2 },
              { phase: 'deleted', count: 0 },
            ],
          }),
          listClasses: async () => ({ items: [anEnvironmentClass()] }),
        }),
      ],
      [catalogApiRef, aCatalog()],
      mockApis.storage(),
      mockApis.identity(),
    ],
    initialRouteEntries: [`/${options.search ?? ''}`],
    mountPath: '/',
  });
  return { listRequests, user: userEvent.setup() };
}

describe('FleetSubPage', () => {
  beforeEach(() => jest.mocked(saveFile).mockReset());

  it('asks for what the address filters by', async () => {
    const { listRequests } = await show({
      search: '?phase=failed&team=platform&sort=updatedAt&order=asc',
    });

    await screen.findByText('One request shown');
    expect(listRequests.mock.calls[0][0]).toEqual({
      phase: ['failed'],
      team: ['platform'],
      sort: 'updatedAt',
      order: 'asc',
      limit: 100,
      cursor: undefined,
    });
  });

  it('counts by phase and filters by a press', async () => {
    const { listRequests, user } = await show();

    const counts = await screen.findByRole('toolbar', {
      name: 'Requests by phase',
    });
    expect(within(counts).getAllByRole('button')).toHaveLength(2);
    await user.click(within(counts).getByRole('button', { name: /7/ }));

    await waitFor(() =>
      expect(listRequests.mock.lastCall?.[0]).toMatchObject({
        phase: ['ready'],
      }),
    );
  });

  it('says at its filter what the API would refuse, and asks for nothing', async () => {
    const { listRequests } = await show({ search: '?app=No%20App' });

    expect(
      await screen.findByRole('textbox', { name: 'Component' }),
    ).toHaveAccessibleDescription(/bare name, got "No App"/);
    expect(listRequests).not.toHaveBeenCalled();
  });

  it('tells nothing at all from nothing that matches', async () => {
    await show({
      listRequests: async () => ({ items: [] }),
      search: '?phase=failed',
    });

    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
  });

  it('leads on when there is nothing at all', async () => {
    await show({ listRequests: async () => ({ items: [] }) });

    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See what can be requested' }),
    ).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    const error = await aProblem(403, 'Not allowed');
    await show({ listRequests: () => Promise.reject(error) });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('saves the filters of now under a name and opens them again', async () => {
    const { user } = await show({ search: '?phase=failed' });
    await user.click(await screen.findByRole('button', { name: 'Save view' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByRole('textbox', { name: /Name/ });
    await user.click(within(dialog).getByRole('button', { name: 'Save view' }));
    expect(name).toHaveAccessibleDescription(
      /expected 1 to 60 characters, got ""/,
    );
    await user.type(name, 'Broken');
    await user.click(within(dialog).getByRole('button', { name: 'Save view' }));

    expect(await screen.findByRole('row', { name: /Broken/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('exports every page of what matches, with cells that spreadsheets cannot run', async () => {
    const { user, listRequests } = await show({
      search: '?team=platform',
      listRequests: async query =>
        query?.cursor
          ? { items: [aRequest({ owner: '=cmd()' })] }
          : { items: [aRequest()], nextCursor: 'next' },
    });
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));

    expect(await screen.findByText('Exported 2 rows')).toBeInTheDocument();
    const [file] = jest.mocked(saveFile).mock.calls[0];
    const lines = file.content.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('platform-billing-api-000000a1');
    expect(lines[2]).toContain("'=cmd()");
    expect(listRequests.mock.lastCall?.[0]).toMatchObject({
      team: ['platform'],
      cursor: 'next',
    });
  });

  it('stops an export when asked', async () => {
    const { user } = await show({
      listRequests: async (query, options) =>
        query?.cursor
          ? new Promise((_, reject) =>
              options?.signal?.addEventListener('abort', () =>
                reject(options.signal?.reason),
              ),
            )
          : { items: [aRequest()], nextCursor: 'next' },
    });
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await screen.findByText('Read 1 so far');
    await user.click(screen.getByRole('button', { name: 'Cancel export' }));

    expect(
      await screen.findByText('The export was cancelled'),
    ).toBeInTheDocument();
    expect(saveFile).not.toHaveBeenCalled();
  });
});
