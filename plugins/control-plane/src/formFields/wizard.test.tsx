import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { FormField, Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ComponentProps } from 'react';
import { aCaller } from '../__testUtils__/aCaller';
import { aCatalog } from '../__testUtils__/aCatalog';
import {
  anEnvironmentClass,
  productionClass,
} from '../__testUtils__/anEnvironmentClass';
import { anApi } from '../__testUtils__/anApi';
import { aPlan } from '../__testUtils__/aPlan';
import { aRefusal } from '../__testUtils__/aRefusal';
import { appPicker } from './appPicker';
import { classPicker } from './classPicker';
import { leasePicker } from './leasePicker';
import { parameters } from './parameters';
import { plan } from './plan';
import { regionPicker } from './regionPicker';
import { teamPicker } from './teamPicker';

// The scaffolder's own wizard is drawn, which takes a busy machine a while.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });

/** The scaffolder keeps a field's parts to itself; its form-fields API hands them to the wizard like this. */
const opened = (field: FormField) =>
  field as unknown as ComponentProps<typeof Stepper>['extensions'][number];

const extensions = [
  appPicker,
  classPicker,
  leasePicker,
  parameters,
  plan,
  regionPicker,
  teamPicker,
].map(opened);

const manifest: TemplateParameterSchema = {
  title: 'Request',
  steps: [
    {
      title: 'What',
      schema: {
        type: 'object',
        required: ['class', 'team', 'app', 'region'],
        properties: {
          class: { type: 'string', 'ui:field': 'ControlPlaneClassPicker' },
          team: { type: 'string', 'ui:field': 'ControlPlaneTeamPicker' },
          app: {
            type: 'string',
            'ui:field': 'ControlPlaneAppPicker',
            'ui:options': { teamField: 'team' },
          },
          region: { type: 'string', 'ui:field': 'ControlPlaneRegionPicker' },
          leaseHours: { type: 'number', 'ui:field': 'ControlPlaneLeasePicker' },
          parameters: { type: 'object', 'ui:field': 'ControlPlaneParameters' },
        },
      },
    },
    {
      title: 'Plan',
      schema: {
        type: 'object',
        properties: {
          plan: { type: 'string', 'ui:field': 'ControlPlanePlan' },
        },
      },
    },
  ],
};

async function show(
  options: {
    planCreate?: ControlPlaneApi['planCreate'];
    initialState?: ComponentProps<typeof Stepper>['initialState'];
    /** Whether nothing is chosen yet. */
    isEmpty?: boolean;
  } = {},
) {
  const planCreate = jest.fn(options.planCreate ?? (async () => aPlan()));
  const onCreate = jest.fn(async () => {});
  await renderInTestApp(
    <Stepper
      manifest={manifest}
      extensions={extensions}
      onCreate={onCreate}
      initialState={{
        ...(options.isEmpty
          ? {}
          : {
              class: 'preview',
              team: 'platform',
              app: 'payments-api',
              region: 'us-east-1',
            }),
        ...options.initialState,
      }}
    />,
    {
      apis: [
        [
          controlPlaneApiRef,
          anApi({
            planCreate,
            getCaller: async () => aCaller(),
            listClasses: async () => ({
              items: [anEnvironmentClass(), productionClass],
            }),
            getClass: async name =>
              name === 'preview' ? anEnvironmentClass() : productionClass,
          }),
        ],
        [catalogApiRef, aCatalog()],
        mockApis.identity({
          userEntityRef: 'user:default/remy',
          ownershipEntityRefs: ['group:default/platform'],
        }),
      ],
    },
  );
  await screen.findByRole('button', { name: /Team/ });
  return { planCreate, onCreate, user: userEvent.setup() };
}

const review = () => screen.getByRole('button', { name: 'Review' });

describe('fields in the wizard of the scaffolder', () => {
  it('describe a request over two pages, ending with its plan', async () => {
    const { planCreate, onCreate, user } = await show();
    expect(screen.getByRole('radio', { name: 'Preview' })).toBeChecked();
    await user.click(await screen.findByRole('button', { name: /Region/ }));
    await user.click(await screen.findByRole('option', { name: 'us-west-2' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));

    expect(
      await screen.findByText(/A person has to approve this/),
    ).toBeInTheDocument();
    expect(planCreate.mock.calls[0][0]).toEqual({
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-west-2',
    });
    await user.click(review());
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    // The request is asked for under the key of the plan, and so gets the names that the plan showed.
    const planKey = planCreate.mock.calls[0][1]?.idempotencyKey;
    expect(planKey).toMatch(/^[0-9a-f]{32}$/);
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ region: 'us-west-2', plan: planKey }),
    );
  });

  it('say what is wrong with the plan and do not go on', async () => {
    const error = await aRefusal([
      {
        field: 'region',
        expected: 'a region that has a target',
        got: '"us-east-1"',
      },
    ]);
    const { user, onCreate } = await show({
      planCreate: () => Promise.reject(error),
    });
    await user.click(screen.getByRole('button', { name: 'Next' }));

    expect(
      await screen.findByText(/region: expected a region that has a target/),
    ).toBeInTheDocument();
    await user.click(review());
    expect(
      (await screen.findAllByText(/expected a plan, got nothing/)).length,
    ).toBeGreaterThan(0);
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('say next to each parameter what is wrong before the next page', async () => {
    const { user, planCreate } = await show({
      initialState: { class: 'production' },
    });
    const ticket = await screen.findByRole('textbox', {
      name: /Change ticket/,
    });
    await user.click(screen.getByRole('button', { name: 'Next' }));

    expect(
      (await screen.findAllByText(/parameters\.changeTicket: expected a value/))
        .length,
    ).toBeGreaterThan(0);
    expect(ticket).toHaveAccessibleDescription(/expected a value, got nothing/);
    expect(planCreate).not.toHaveBeenCalled();
  });

  it('forgets the parameters of a class that is no longer chosen', async () => {
    const { user, planCreate } = await show({
      initialState: { class: 'production' },
    });
    await user.click(
      await screen.findByRole('textbox', { name: /Change ticket/ }),
    );
    await user.paste('CHG-42');
    await user.click(screen.getByRole('radio', { name: 'Preview' }));
    await screen.findByText(/Preview takes no parameters/);
    await user.click(screen.getByRole('button', { name: 'Next' }));

    await screen.findByText(/A person has to approve this/);
    expect(planCreate.mock.calls[0][0]).toEqual(
      expect.not.objectContaining({ parameters: expect.anything() }),
    );
  });

  it('judge a lease by the class that is chosen now', async () => {
    const { user, planCreate } = await show({
      initialState: {
        class: 'production',
        leaseHours: 720,
        parameters: { changeTicket: 'CHG-42' },
      },
    });
    const lease = await screen.findByRole('textbox', { name: /Lease/ });
    expect(lease).not.toBeInvalid();
    await user.click(screen.getByRole('radio', { name: 'Preview' }));
    const expected = /expected at most 168, the cap of class preview, got 720/;
    expect(
      await screen.findByRole('textbox', { name: /Lease/ }),
    ).toHaveAccessibleDescription(expected);
    await user.click(screen.getByRole('button', { name: 'Next' }));

    // The field says it, and the wizard that it does not go on.
    await waitFor(() =>
      expect(screen.getAllByText(expected).length).toBeGreaterThan(1),
    );
    expect(planCreate).not.toHaveBeenCalled();
  });

  it('ask in their own words for what was not chosen', async () => {
    const { user, planCreate } = await show({
      isEmpty: true,
    });
    await user.click(screen.getByRole('button', { name: 'Next' }));

    for (const missing of ['class', 'team', 'component', 'region']) {
      expect(
        (await screen.findAllByText(`expected a ${missing}, got nothing`))
          .length,
      ).toBeGreaterThan(0);
    }
    expect(screen.queryByText(/required property/)).not.toBeInTheDocument();
    expect(planCreate).not.toHaveBeenCalled();
  });
});
