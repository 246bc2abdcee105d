import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { cleanup, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCaller } from '../../__testUtils__/aCaller';
import { aCatalog } from '../../__testUtils__/aCatalog';
import {
  anEnvironmentClass,
  productionClass,
} from '../../__testUtils__/anEnvironmentClass';
import { anApi } from '../../__testUtils__/anApi';
import { aPlan } from '../../__testUtils__/aPlan';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRefusal } from '../../__testUtils__/aRefusal';
import { aRequest } from '../../__testUtils__/aRequest';
import { RequestFormPage } from './RequestFormPage';

// Whole forms are drawn and typed into, which takes a busy machine a while.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

const created = { request: aRequest(), created: true };

async function show(
  options: {
    operations?: Partial<ControlPlaneApi>;
    class?: typeof productionClass;
    region?: string;
  } = {},
) {
  const environmentClass = options.class ?? anEnvironmentClass();
  const api = anApi({
    getClass: async () => environmentClass,
    getCaller: async () => aCaller(),
    planCreate: jest.fn(async () => aPlan()),
    createRequest: jest.fn(async () => created),
    ...options.operations,
  });
  await renderInTestApp(<RequestFormPage className={environmentClass.name} />, {
    apis: [
      [controlPlaneApiRef, api],
      [catalogApiRef, aCatalog()],
      mockApis.identity({
        userEntityRef: 'user:default/remy',
        ownershipEntityRefs: ['user:default/remy', 'group:default/platform'],
      }),
    ],
    initialRouteEntries: [
      `/?team=platform&app=payments-api&region=${
        options.region ?? 'us-east-1'
      }`,
    ],
    mountPath: '/',
  });
  const user = userEvent.setup();
  await screen.findByRole('button', { name: /Team/ });
  return { api, user };
}

const showPlan = () => screen.getByRole('button', { name: 'Show the plan' });

describe('RequestFormPage', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('fills in what the link knows and says what the class costs', async () => {
    await show();

    expect(screen.getByRole('button', { name: /Team/ })).toHaveTextContent(
      'platform',
    );
    expect(
      await screen.findByRole('combobox', { name: /Component/ }),
    ).toHaveValue('payments-api');
    expect(screen.getByText('$150 a month')).toBeInTheDocument();
  });

  it('says when the lease would end in the way of the reader’s region', async () => {
    const languages = jest
      .spyOn(navigator, 'languages', 'get')
      .mockReturnValue(['en-GB', 'en']);
    await show();

    expect(
      screen.getByText(/Ends \d{1,2} \w+ \d{4},? (at )?\d{2}:\d{2}:\d{2} /),
    ).toBeInTheDocument();
    languages.mockRestore();
  });

  it('says next to each field what is wrong, in the words of the API, before anything is sent', async () => {
    const { api, user } = await show({
      class: productionClass,
      region: '',
    });

    await user.click(showPlan());

    expect(
      await screen.findByRole('textbox', { name: /Change ticket/ }),
    ).toHaveAccessibleDescription(/expected a value, got nothing/);
    expect(
      screen.getByRole('button', { name: /Region/ }),
    ).toHaveAccessibleDescription(
      /expected one of us-east-1, the regions of class production, got nothing/,
    );
    expect(
      screen.getByText('2 fields need your attention.'),
    ).toBeInTheDocument();
    expect(api.planCreate).not.toHaveBeenCalled();
  });

  it('plans and creates under one key, and a double click makes one request', async () => {
    const { api, user } = await show({
      operations: {
        createRequest: jest.fn(() => new Promise<never>(() => {})),
      },
    });
    await user.click(showPlan());
    await user.dblClick(
      await screen.findByRole('button', { name: 'Request approval' }),
    );

    const expected = {
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
    };
    expect(api.planCreate).toHaveBeenCalledTimes(1);
    expect(api.createRequest).toHaveBeenCalledTimes(1);
    const [planned, planOptions] = jest.mocked(api.planCreate).mock.calls[0];
    const [asked, options] = jest.mocked(api.createRequest).mock.calls[0];
    expect(planned).toEqual(expected);
    expect(asked).toEqual(expected);
    expect(options?.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
    expect(planOptions?.idempotencyKey).toBe(options?.idempotencyKey);
  });

  it('leads to the request and forgets the draft once it is made', async () => {
    const { user } = await show();
    await user.click(showPlan());
    await user.click(
      await screen.findByRole('button', { name: 'Request approval' }),
    );

    await screen.findByText(/Requested platform-billing-api/);
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('puts what the API refuses next to its field and keeps what was typed', async () => {
    const error = await aRefusal([
      {
        field: 'owner',
        expected: 'a User or Group that is in the catalog',
        got: 'user:default/nobody',
      },
    ]);
    const { user } = await show({
      operations: { planCreate: () => Promise.reject(error) },
    });
    const owner = screen.getByRole('textbox', { name: /Whom to ask/ });
    await user.click(owner);
    await user.paste('user:default/nobody');
    await user.click(showPlan());

    expect(
      await screen
        .findByText('1 field', { exact: false })
        .catch(() => screen.findByText('One field needs your attention.')),
    ).toBeInTheDocument();
    expect(owner).toHaveAccessibleDescription(
      /expected a User or Group that is in the catalog, got user:default\/nobody/,
    );
    expect(owner).toHaveValue('user:default/nobody');
  });

  it('keeps everything when the connection is lost and makes the same request on another try', async () => {
    const createRequest = jest
      .fn<
        ReturnType<ControlPlaneApi['createRequest']>,
        Parameters<ControlPlaneApi['createRequest']>
      >()
      .mockRejectedValueOnce(
        new ServiceUnavailableError('no answer', new TypeError('fetch')),
      )
      .mockResolvedValueOnce(created);
    const { user } = await show({ operations: { createRequest } });
    await user.click(showPlan());
    const submit = await screen.findByRole('button', {
      name: 'Request approval',
    });
    await user.click(submit);

    expect(
      await screen.findByText('No connection to the control plane'),
    ).toBeInTheDocument();
    expect(screen.getByText(/safe to try again/)).toBeInTheDocument();
    await user.click(submit);

    await screen.findByText(/Requested platform-billing-api/);
    expect(createRequest.mock.calls[1]).toEqual(createRequest.mock.calls[0]);
  });

  it('leads to the request that exists already on a conflict', async () => {
    const error = await aProblem(409, 'The key was used for something else');
    const { user } = await show({
      operations: { createRequest: () => Promise.reject(error) },
    });
    await user.click(showPlan());
    await user.click(
      await screen.findByRole('button', { name: 'Request approval' }),
    );

    expect(
      await screen.findByRole('link', { name: 'Open the request' }),
    ).toHaveAttribute('href', '/control-plane/requests/req-00000000000000a1');
  });

  it('says how to go on when the session has ended', async () => {
    const error = await aProblem(401, 'Missing credentials');
    const { user } = await show({
      operations: { planCreate: () => Promise.reject(error) },
    });
    await user.click(showPlan());

    const alert = await screen.findByText('Your session has ended');
    expect(alert).toBeInTheDocument();
    expect(showPlan()).toBeEnabled();
  });

  it('gives back after a reload what was typed, under the same key', async () => {
    const first = await show();
    await first.user.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'A look',
    );
    cleanup();

    const { user, api } = await show();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'A look',
    );
    expect(
      screen.getByText('This is what you last typed here.'),
    ).toBeInTheDocument();
    const stored = JSON.parse(
      window.sessionStorage.getItem('control-plane.request-draft.preview') ??
        '{}',
    );
    await user.click(showPlan());
    await screen.findByRole('button', { name: 'Request approval' });
    expect(jest.mocked(api.planCreate).mock.calls[0][1]?.idempotencyKey).toBe(
      stored.idempotencyKey,
    );
  });

  it('takes another region', async () => {
    const { api, user } = await show();
    await user.click(screen.getByRole('button', { name: /Region/ }));
    await user.click(await screen.findByRole('option', { name: 'us-west-2' }));
    await user.click(showPlan());

    await screen.findByRole('button', { name: 'Request approval' });
    expect(jest.mocked(api.planCreate).mock.calls[0][0].region).toBe(
      'us-west-2',
    );
  });

  it('goes back from the plan to the fields as they were', async () => {
    const { user } = await show();
    await user.click(showPlan());
    await user.click(await screen.findByRole('button', { name: 'Change it' }));

    expect(screen.getByRole('button', { name: /Region/ })).toHaveTextContent(
      'us-east-1',
    );
  });

  it('sends the parameters as they were typed', async () => {
    const { api, user } = await show({ class: productionClass });
    await user.type(
      screen.getByRole('textbox', { name: /Change ticket/ }),
      'CHG-42',
    );
    await user.type(screen.getByRole('textbox', { name: /Retention/ }), '400');
    await user.click(screen.getByRole('button', { name: 'Add to Callers' }));
    const entry = screen.getByRole('group', { name: 'Callers 1' });
    await user.type(
      within(entry).getByRole('textbox', { name: /Addresses/ }),
      '10.0.0.0/8',
    );
    await user.click(showPlan());

    await screen.findByRole('button', { name: 'Request approval' });
    expect(jest.mocked(api.planCreate).mock.calls[0][0].parameters).toEqual({
      changeTicket: 'CHG-42',
      retentionDays: 400,
      allowIngressFrom: [{ cidr: '10.0.0.0/8' }],
    });
  });

  it('sends nothing while a field holds text that is no JSON', async () => {
    const { api, user } = await show({ class: productionClass });
    await user.type(
      screen.getByRole('textbox', { name: /Change ticket/ }),
      'CHG-42',
    );
    const extra = screen.getByRole('textbox', { name: /Extra/ });
    await user.type(extra, 'oops');
    await user.click(showPlan());

    expect(extra).toHaveAccessibleDescription(/expected JSON, got "oops"/);
    expect(api.planCreate).not.toHaveBeenCalled();
  });

  it('tells that there is no such class', async () => {
    const error = await aProblem(404, 'There is no class gone');
    const api = anApi({ getClass: () => Promise.reject(error) });
    await renderInTestApp(<RequestFormPage className="gone" />, {
      apis: [[controlPlaneApiRef, api]],
    });

    expect(await screen.findByText('Nothing found here')).toBeInTheDocument();
  });
});
