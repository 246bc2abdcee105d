import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  Approval,
  EnvironmentRequest,
  Plan,
  RequestActionVerdict,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anApi } from '../../__testUtils__/anApi';
import { aPlan } from '../../__testUtils__/aPlan';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { aDigest, aRevision } from '../../__testUtils__/aRevision';
import { ApprovalScreen } from './ApprovalScreen';

const ID = aRequest().id;

const allowed: RequestActionVerdict[] = [
  { action: 'approve', generation: 1, allowed: true },
  { action: 'reject', generation: 1, allowed: true },
];

const byGrace: Approval = {
  id: 'a-9',
  generation: 1,
  decision: 'reject',
  decidedBy: 'user:default/grace',
  planDigest: aDigest('1'),
  comment: 'No budget this month',
  decidedAt: '2026-11-20T09:00:00.000Z',
};

/** What the API knows; tests change it to play what others do. */
interface World {
  request: EnvironmentRequest;
  revision: Revision;
  revisions: Revision[];
  verdicts: RequestActionVerdict[];
  plan: Plan;
}

async function show(
  over: Partial<World> = {},
  operations: Partial<ControlPlaneApi> = {},
  at = `${ID}/1`,
) {
  const world: World = {
    request: aRequest(),
    revision: aRevision(),
    revisions: [],
    verdicts: allowed,
    plan: aPlan(),
    ...over,
  };
  const api = anApi({
    getRequest: jest.fn(async () => ({ request: world.request })),
    getRevision: jest.fn(async () => world.revision),
    listRevisions: jest.fn(async () => ({ items: world.revisions })),
    listRequestActions: jest.fn(async () => ({ items: world.verdicts })),
    getPlan: jest.fn(async () => world.plan),
    listApprovals: jest.fn(async () => ({ items: [] })),
    countApprovals: jest.fn(async () => ({ decidable: 0 })),
    ...operations,
  });
  await renderInTestApp(<ApprovalScreen />, {
    apis: [[controlPlaneApiRef, api]],
    initialRouteEntries: [`/${at}`],
    mountPath: '/:id/:generation',
  });
  return { api, world, user: userEvent.setup({ delay: null }) };
}

const comment = () => screen.findByRole('textbox', { name: /Comment/ });
const approve = () => screen.findByRole('button', { name: 'Approve' });
const reject = () => screen.findByRole('button', { name: 'Reject' });

describe('ApprovalScreen', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('shows on one screen all that is decided on', async () => {
    await show({
      plan: aPlan({
        findings: [
          {
            rule: 'quota',
            severity: 'warning',
            path: 'parameters.replicas',
            message: 'Uses 80 % of the quota of the team',
            remedy: 'Ask for fewer replicas',
          },
        ],
      }),
      revisions: [
        aRevision(),
        aRevision({
          generation: 7,
          action: 'update',
          approvals: [
            { ...byGrace, id: 'a-7', generation: 7, decision: 'approve' },
          ],
        }),
      ],
    });

    expect(
      await screen.findByRole('heading', {
        name: 'New production environment for billing-api',
      }),
    ).toBeInTheDocument();
    const facts = screen.getByRole('region', { name: 'What is decided on' });
    expect(facts).toHaveTextContent('remy');
    expect(facts).toHaveTextContent(/nothing.*\$900/);
    expect(facts).toHaveTextContent('30d, from the first publication on');
    expect(facts).toHaveTextContent('class-production-create');
    expect(facts).toHaveTextContent(aDigest('1'));
    expect(facts).toHaveTextContent(
      'First production environment of the billing API',
    );
    expect(
      await screen.findByText(/Uses 80 % of the quota/),
    ).toBeInTheDocument();
    expect(screen.getByText(/Ask for fewer replicas/)).toBeInTheDocument();
    expect(
      screen.getByRole('row', { name: /parameters.changeTicket CHG-1042/ }),
    ).toBeInTheDocument();
    expect(await screen.findByText(/namespace\.yaml/)).toBeInTheDocument();
    const history = screen.getByRole('region', {
      name: 'Earlier decisions on this request',
    });
    expect(history).toHaveTextContent('revision 7, change');
    expect(history).toHaveTextContent('No budget this month');
  });

  it('lets one decide by keyboard alone, from the comment that has the focus', async () => {
    const approveRequest = jest.fn(async () => aRequest({ phase: 'queued' }));
    const { user, world } = await show({}, { approveRequest });

    expect(await comment()).toHaveFocus();
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.keyboard('Looks right');
    await user.tab();
    expect(await approve()).toHaveFocus();
    world.revision = aRevision({ state: 'approved' });
    await user.keyboard('{Enter}');

    expect(await screen.findByText('You approved it')).toBeInTheDocument();
    expect(approveRequest).toHaveBeenCalledTimes(1);
    expect(approveRequest).toHaveBeenCalledWith(ID, {
      generation: 1,
      planDigest: aDigest('1'),
      comment: 'Looks right',
    });
    expect(screen.getByRole('region', { name: 'Your decision' })).toHaveFocus();
    expect(
      await screen.findByText('Nothing else waits for you.'),
    ).toBeInTheDocument();
  });

  it('leads to the next in the inbox after a decision', async () => {
    const next = aRequest({ id: 'req-00000000000000b2', app: 'payments-api' });
    const { user } = await show(
      {},
      {
        approveRequest: jest.fn(async () => aRequest()),
        listApprovals: jest.fn(async () => ({
          items: [
            { request: aRequest(), revision: aRevision(), mayDecide: true },
            { request: next, revision: aRevision(), mayDecide: true },
          ],
        })),
        countApprovals: jest.fn(async () => ({ decidable: 4 })),
      },
    );

    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.click(await approve());

    expect(
      await screen.findByRole('link', {
        name: 'Next in the inbox',
        description: /New production environment for payments-api/,
      }),
    ).toHaveAttribute(
      'href',
      '/control-plane/approvals/req-00000000000000b2/1',
    );
    expect(screen.getByText(/2 more wait for you/)).toBeInTheDocument();
  });

  it('asks for the comment of a rejection next to the field, in the words of the API', async () => {
    const rejectRequest = jest.fn(async () => aRequest({ phase: 'rejected' }));
    const { user, world } = await show({}, { rejectRequest });

    await user.click(await reject());

    expect(
      await screen.findByText('expected at least 1 character, got ""'),
    ).toBeInTheDocument();
    expect(await comment()).toHaveFocus();
    expect(await comment()).toBeInvalid();
    expect(rejectRequest).not.toHaveBeenCalled();

    await user.keyboard('Too expensive');
    world.revision = aRevision({ state: 'rejected' });
    await user.click(await reject());

    expect(await screen.findByText('You rejected it')).toBeInTheDocument();
    expect(rejectRequest).toHaveBeenCalledWith(ID, {
      generation: 1,
      planDigest: aDigest('1'),
      comment: 'Too expensive',
    });
  });

  it('tells who was faster, when and why, and keeps the comment that was not sent', async () => {
    const { user, world } = await show(
      {},
      {
        approveRequest: jest.fn(async () => {
          throw await aProblem(409, 'Generation 1 is rejected');
        }),
      },
    );
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.type(await comment(), 'Fine by me');
    world.revision = aRevision({
      state: 'rejected',
      endedReason: byGrace.comment,
      approvals: [byGrace],
    });
    await user.click(await approve());

    const panel = screen.getByRole('region', { name: 'Your decision' });
    expect(await within(panel).findByText(/Rejected by/)).toHaveTextContent(
      'Rejected by grace',
    );
    expect(panel).toHaveTextContent('No budget this month');
    expect(
      within(panel).getByRole('textbox', { name: /not sent/ }),
    ).toHaveValue('Fine by me');
    expect(
      within(panel).getByRole('link', { name: 'Back to the inbox' }),
    ).toHaveAttribute('href', '/control-plane/approvals');
  });

  it('leads from a superseded revision to the one in its place', async () => {
    await show({
      revision: aRevision({
        state: 'superseded',
        endedAt: '2026-11-20T09:00:00.000Z',
      }),
      request: aRequest({
        openRevisions: [
          { ...aRevision(), generation: 2, action: 'update', slot: 'spec' },
        ],
      }),
    });

    expect(
      await screen.findByRole('link', { name: 'Look at revision 2' }),
    ).toHaveAttribute('href', `/control-plane/approvals/${ID}/2`);
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('asks to look again when the plan has changed, and decides on the new one', async () => {
    const approveRequest = jest
      .fn()
      .mockImplementationOnce(async () => {
        throw await aProblem(409, 'Generation 1 has another plan');
      })
      .mockResolvedValueOnce(aRequest());
    const { user, world, api } = await show({}, { approveRequest });
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.type(await comment(), 'Fine by me');
    world.revision = aRevision({ planDigest: aDigest('2') });
    world.plan = aPlan({ digest: aDigest('2') });
    await user.click(await approve());

    expect(
      await screen.findByText('The plan has changed since you opened it'),
    ).toBeInTheDocument();
    expect(await approve()).toBeDisabled();
    expect(await reject()).toBeDisabled();
    expect(await comment()).toHaveValue('Fine by me');
    expect(screen.getByText(aDigest('2'))).toBeInTheDocument();
    expect(api.getPlan).toHaveBeenCalledTimes(2);

    await user.click(
      screen.getByRole('button', { name: 'I have looked at the new plan' }),
    );
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.click(await approve());

    expect(await screen.findByText('You approved it')).toBeInTheDocument();
    expect(approveRequest).toHaveBeenLastCalledWith(ID, {
      generation: 1,
      planDigest: aDigest('2'),
      comment: 'Fine by me',
    });
  });

  it('refuses a decision on an own request in the words of the API', async () => {
    const reason = 'you asked for it yourself; somebody else has to decide';
    await show({
      verdicts: allowed.map(verdict => ({
        ...verdict,
        allowed: false,
        reason,
      })),
    });

    expect(await approve()).toBeDisabled();
    expect(await reject()).toBeDisabled();
    expect(await approve()).toHaveAccessibleDescription(
      expect.stringContaining(reason),
    );
  });

  it.each([
    ['an expired session', () => aProblem(401, 'Token expired'), /session/i],
    [
      'a lost connection',
      async () =>
        Object.assign(new Error('Cannot reach the control plane'), {
          name: 'ServiceUnavailableError',
          cause: new TypeError('Failed to fetch'),
        }),
      /connection|reach|offline/i,
    ],
  ])('keeps the comment over %s', async (_, failure, words) => {
    const { user } = await show(
      {},
      {
        approveRequest: jest.fn(async () => {
          throw await failure();
        }),
      },
    );
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.type(await comment(), 'Fine by me');
    await user.click(await approve());

    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(await comment()).toHaveValue('Fine by me');
    expect(await approve()).toBeEnabled();
  });

  it('finds the comment again after the page was loaded anew', async () => {
    window.sessionStorage.setItem(`control-plane.draft.${ID}/1`, 'Half a thou');
    await show();
    expect(await comment()).toHaveValue('Half a thou');
  });

  it('lets one reject, but not approve, what cannot be read', async () => {
    await show(
      {},
      {
        getPlan: jest.fn(async () => {
          throw await aProblem(503, 'The database is away');
        }),
      },
    );

    expect(
      await screen.findByText(
        'Approving needs the plan, which could not be read.',
      ),
    ).toBeInTheDocument();
    expect(await approve()).toBeDisabled();
    expect(await reject()).toBeEnabled();
  });

  it('moves the focus by single keys, but not while one types', async () => {
    const { user } = await show();
    await waitFor(async () => expect(await approve()).toBeEnabled());
    const field = await comment();
    expect(field).toHaveFocus();

    await user.keyboard('a');
    expect(field).toHaveFocus();
    expect(field).toHaveValue('a');

    await user.keyboard('{Escape}a');
    expect(await approve()).toHaveFocus();
    await user.keyboard('d');
    expect(
      screen.getByRole('region', { name: 'Changes in Git' }),
    ).toHaveFocus();
    await user.keyboard('?');
    expect(
      await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }),
    ).toBeInTheDocument();
  });

  it('forgets the single keys of those who turn them off', async () => {
    const { user } = await show();
    await waitFor(async () => expect(await approve()).toBeEnabled());
    await user.click(
      screen.getByRole('button', { name: 'Keyboard shortcuts' }),
    );
    await user.click(
      await screen.findByRole('switch', { name: 'Shortcuts on this page' }),
    );
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await user.keyboard('a');
    expect(await approve()).not.toHaveFocus();
  });

  it('shows a decided revision without a form and without taking the focus', async () => {
    await show({
      revision: aRevision({ state: 'rejected', approvals: [byGrace] }),
    });

    expect(await screen.findByText(/Rejected by/)).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Your decision' }),
    ).not.toHaveFocus();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('says what is wrong with an address that names no approval', async () => {
    await show({}, {}, 'req-nonsense/x');
    expect(
      await screen.findByRole('heading', { name: 'There is no such approval' }),
    ).toBeInTheDocument();
  });

  it('says why when the request cannot be read', async () => {
    await show(
      {},
      {
        getRequest: jest.fn(async () => {
          throw await aProblem(404, 'There is no such request');
        }),
      },
    );
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});
