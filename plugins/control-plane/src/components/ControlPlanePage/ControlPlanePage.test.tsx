import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anApi } from '../../__testUtils__/anApi';
import { controlPlanePage } from '../../pages';
import { rootRouteRef } from '../../routes';

const approver: CallerRights = {
  subject: 'user:default/ada',
  roles: ['approver'],
  create: [],
  mayDecide: true,
  operations: 'read',
  mayReadAudit: true,
};

/** A page with something typed into it, and a button that stands for news from the server. */
function Approvals() {
  const reload = useReloadShown();
  return (
    <>
      <p>This is Approvals</p>
      <input aria-label="Comment" />
      <button type="button" onClick={reload}>
        News
      </button>
    </>
  );
}

function subPage(
  name: string,
  title: string,
  element = <p>This is {title}</p>,
) {
  return SubPageBlueprint.make({
    name,
    params: {
      path: name,
      title,
      loader: async () => element,
    },
  });
}

function show(api: Partial<ControlPlaneApi>, options: { at?: string } = {}) {
  const plugin = createFrontendPlugin({
    pluginId: 'control-plane',
    routes: { root: rootRouteRef },
    extensions: [
      controlPlanePage,
      subPage('approvals', 'Approvals', <Approvals />),
      subPage('operations', 'Operations'),
      subPage('audit', 'Audit'),
    ],
  });
  return renderTestApp({
    features: [plugin],
    apis: [[controlPlaneApiRef, anApi(api)]],
    initialRouteEntries: [`/control-plane/${options.at ?? ''}`],
  });
}

const tabs = () =>
  screen.findAllByRole('tab').then(all => all.map(tab => tab.textContent));

describe('ControlPlanePage', () => {
  it('counts on the tab what waits for the caller', async () => {
    await show({
      getCaller: jest.fn().mockResolvedValue(approver),
      countApprovals: jest.fn().mockResolvedValue({ decidable: 3 }),
    });

    expect(await screen.findByText('This is Approvals')).toBeInTheDocument();
    await waitFor(async () =>
      expect(await tabs()).toEqual(['Approvals (3)', 'Operations', 'Audit']),
    );
  });

  it('keeps what is being typed below it while a tab counts', async () => {
    const countApprovals = jest.fn().mockResolvedValue({ decidable: 3 });
    await show({
      getCaller: jest.fn().mockResolvedValue(approver),
      countApprovals,
    });
    await screen.findByRole('tab', { name: 'Approvals (3)' });
    const comment = await screen.findByRole('textbox', { name: 'Comment' });
    await userEvent.type(comment, 'Looks good');

    countApprovals.mockResolvedValue({ decidable: 4 });
    await userEvent.click(screen.getByRole('button', { name: 'News' }));

    await screen.findByRole('tab', { name: 'Approvals (4)' });
    expect(comment).toBeInTheDocument();
    expect(comment).toHaveValue('Looks good');
  });

  it('says no number when nothing waits', async () => {
    await show({
      getCaller: jest.fn().mockResolvedValue(approver),
      countApprovals: jest.fn().mockResolvedValue({ decidable: 0 }),
    });

    await screen.findByRole('tab', { name: 'Audit' });
    expect(await tabs()).toEqual(['Approvals', 'Operations', 'Audit']);
  });

  it('does not count for those who never decide', async () => {
    const countApprovals = jest.fn().mockResolvedValue({ decidable: 3 });
    await show({
      getCaller: jest.fn().mockResolvedValue({ ...approver, mayDecide: false }),
      countApprovals,
    });

    await screen.findByRole('tab', { name: 'Audit' });
    expect(countApprovals).not.toHaveBeenCalled();
  });

  it('hides the tabs that the caller may not use, and says why on a direct link', async () => {
    await show(
      {
        getCaller: jest.fn().mockResolvedValue({
          ...approver,
          mayDecide: false,
          operations: 'none',
          mayReadAudit: false,
        }),
      },
      { at: 'operations' },
    );

    expect(
      await screen.findByRole('heading', {
        name: 'You may not use Operations',
      }),
    ).toBeInTheDocument();
    expect(await tabs()).toEqual(['Approvals']);
    expect(screen.queryByText('This is Operations')).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'To the control plane' }),
    ).toHaveAttribute('href', '/control-plane');
  });

  it('says of an address without a page that nothing is there, and leads back', async () => {
    await show(
      {
        getCaller: jest.fn().mockResolvedValue(approver),
        countApprovals: jest.fn().mockResolvedValue({ decidable: 0 }),
      },
      { at: 'nope' },
    );

    expect(
      await screen.findByRole('heading', { name: 'Nothing found here' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'To the control plane' }),
    ).toHaveAttribute('href', '/control-plane');
    expect(await tabs()).toEqual(['Approvals', 'Operations', 'Audit']);
  });

  it('hides nothing when the rights cannot be read: the sub page says what is wrong', async () => {
    await show(
      {
        getCaller: jest.fn().mockRejectedValue(new Error('no answer')),
        countApprovals: jest.fn().mockResolvedValue({ decidable: 0 }),
      },
      { at: 'audit' },
    );

    expect(await screen.findByText('This is Audit')).toBeInTheDocument();
    expect(await tabs()).toEqual(['Approvals', 'Operations', 'Audit']);
  });
});
