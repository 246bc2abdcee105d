// What is photographed. A scene has a name, who looks (`as`), the address, and what shows that it is there (`shows`);
// `prepare` runs before the page is opened, `act` after.
const API = '**/api/control-plane/v1';
const production = '/control-plane/classes/production/request';

const heading = name => page => page.getByRole('heading', { name });
const text = words => page => page.getByText(words);
const row = page => page.getByRole('row').nth(1);
const button = name => page => page.getByRole('button', { name });
const press = name => page =>
  page.getByRole('button', { name }).first().click();

/** Scenes of a product that nobody has asked anything. */
export const scenesBefore = [
  {
    name: 'sign-in',
    path: '/',
    shows: heading('Requester'),
  },
  {
    name: 'approvals-empty',
    as: 'approver',
    path: '/control-plane/approvals',
    shows: text('Nothing waits for you'),
  },
  {
    name: 'my-requests-empty',
    as: 'viewer',
    path: '/control-plane/requests',
    shows: text('You have not asked'),
  },
];

/** Scenes of a product that is in use. */
export function scenesOf({ stories, entities }) {
  const request = ({ id }, query = '') =>
    `/control-plane/requests/${id}${query}`;
  const approval = ({ id }, generation = 1) =>
    `/control-plane/approvals/${id}/${generation}`;
  const tab = (story, name) => ({
    name: `request-${name}`,
    as: 'admin',
    path: request(stories[story], `?tab=${name}`),
    shows: page => page.getByRole('tab', { selected: true }).last(),
  });
  return [
    // Requests
    {
      name: 'my-requests',
      as: 'requester',
      path: '/control-plane/requests',
      shows: row,
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'my-requests-ended',
      as: 'requester',
      path: '/control-plane/requests?ended=true',
      shows: row,
    },
    {
      name: 'my-requests-teams',
      as: 'requester',
      path: '/control-plane/requests?of=teams',
      shows: row,
    },
    {
      name: 'request',
      as: 'requester',
      path: request(stories.refunds),
      shows: heading('Timeline'),
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'request-pending',
      as: 'requester',
      path: request(stories.pending),
      shows: heading('Timeline'),
      alsoNarrow: true,
    },
    {
      name: 'request-rejected',
      as: 'requester',
      path: request(stories.rejected),
      shows: heading('Timeline'),
    },
    {
      name: 'request-failed',
      as: 'admin',
      path: request(stories.failed),
      shows: heading('Timeline'),
    },
    {
      name: 'request-deleted',
      as: 'requester',
      path: request(stories.gone),
      shows: heading('Timeline'),
    },
    {
      name: 'request-drifted',
      as: 'admin',
      path: request(stories.drifted),
      shows: heading('Timeline'),
    },
    {
      name: 'request-change-waits',
      as: 'requester',
      path: request(stories.live),
      shows: heading('Timeline'),
    },
    { ...tab('refunds', 'manifests'), alsoNarrow: true },
    { ...tab('refunds', 'changes'), alsoNarrow: true },
    tab('drifted', 'drift'),
    { ...tab('refunds', 'drift'), name: 'request-drift-empty' },
    tab('live', 'approvals'),
    { ...tab('pending', 'approvals'), name: 'request-approvals-pending' },
    tab('refunds', 'jobs'),
    { ...tab('pending', 'jobs'), name: 'request-jobs-empty' },
    {
      ...tab('refunds', 'jobs'),
      name: 'request-jobs-log',
      act: press(/^Log of job/),
    },
    tab('live', 'audit'),
    {
      name: 'request-change-form',
      as: 'requester',
      path: request(stories.expiring, '?do=change'),
      shows: heading(/^Change /),
    },
    {
      name: 'request-change-plan',
      as: 'requester',
      path: request(stories.expiring, '?do=change'),
      shows: heading(/^Change /),
      act: async page => {
        await page.getByRole('textbox', { name: /^Branch/ }).fill('main');
        await press('Show the plan')(page);
        await page.getByRole('heading', { name: 'What it would do' }).waitFor();
      },
    },
    {
      name: 'dialog-extend',
      as: 'requester',
      path: request(stories.expiring, '?do=extend'),
      shows: page => page.getByRole('dialog'),
    },
    {
      name: 'dialog-delete',
      as: 'requester',
      path: request(stories.live, '?do=delete'),
      shows: page => page.getByRole('dialog'),
    },
    {
      name: 'dialog-withdraw',
      as: 'requester',
      path: request(stories.pending, '?tab=approvals'),
      shows: button('Withdraw'),
      act: press('Withdraw'),
    },
    {
      name: 'request-missing',
      as: 'requester',
      path: request({ id: 'req-0123456789abcdef' }),
      shows: heading('Nothing found here'),
    },
    {
      name: 'request-loading',
      as: 'requester',
      path: request(stories.refunds),
      prepare: page => page.route(`${API}/environment-requests/**`, () => {}),
      shows: page => page.locator('[aria-busy="true"]'),
      isLoading: true,
    },

    // Approvals
    {
      name: 'approvals',
      as: 'approver',
      path: '/control-plane/approvals',
      shows: row,
      alsoNarrow: true,
    },
    {
      name: 'approval',
      as: 'approver',
      path: approval(stories.live, 2),
      shows: button('Approve'),
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'approval-create',
      as: 'approver',
      path: approval(stories.pending),
      shows: button('Approve'),
    },
    {
      name: 'approval-denied',
      as: 'requester',
      path: approval(stories.pending),
      shows: text('You cannot decide on this'),
    },
    {
      name: 'approval-reject-unexplained',
      as: 'approver',
      path: approval(stories.pending),
      shows: button('Reject'),
      act: async page => {
        await page.getByRole('button', { name: 'Reject', exact: true }).click();
        await page.getByRole('alert').first().waitFor();
      },
    },
    {
      name: 'approval-decided',
      as: 'admin',
      path: approval(stories.live),
      shows: text(/Approved by/),
    },
    {
      name: 'approval-rejected',
      as: 'requester',
      path: approval(stories.rejected),
      shows: text(/Rejected by/),
    },
    {
      name: 'approval-keys',
      as: 'approver',
      path: approval(stories.pending),
      shows: button('Keyboard shortcuts'),
      act: press('Keyboard shortcuts'),
    },

    // Classes
    {
      name: 'classes',
      as: 'requester',
      path: '/control-plane/classes',
      shows: heading('Production'),
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'classes-denied',
      as: 'viewer',
      path: '/control-plane/classes',
      shows: heading('Production'),
    },
    {
      name: 'class',
      as: 'requester',
      path: '/control-plane/classes/production',
      shows: heading('Terms'),
      alsoNarrow: true,
    },
    {
      name: 'form',
      as: 'requester',
      path: production,
      shows: button('Show the plan'),
      alsoNarrow: true,
    },
    {
      name: 'form-errors',
      as: 'requester',
      path: production,
      shows: button('Show the plan'),
      act: async page => {
        await press('Show the plan')(page);
        await page
          .getByText(/needs? your attention/)
          .first()
          .waitFor();
      },
    },
    {
      name: 'form-plan',
      as: 'requester',
      path: `${production}?team=platform&app=billing-api&region=us-west-2`,
      shows: button('Show the plan'),
      act: async page => {
        await page
          .getByRole('textbox', { name: /Change ticket/ })
          .fill('CHG-1070');
        await page
          .getByRole('textbox', { name: /Reason/ })
          .fill('Invoices in the second region');
        await press('Show the plan')(page);
        await button('Request approval')(page).waitFor();
      },
      alsoNarrow: true,
    },

    // Those who run it
    {
      name: 'fleet',
      as: 'admin',
      path: '/control-plane/fleet',
      shows: row,
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'fleet-filtered',
      as: 'admin',
      path: '/control-plane/fleet?class=production&team=platform',
      shows: row,
      act: async page => {
        const saved = page.getByText('Production of platform');
        await button('Save view')(page).or(saved).first().waitFor();
        // The view of an earlier picture is kept for its owner.
        if (await saved.first().isVisible()) {
          return;
        }
        await press('Save view')(page);
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('Production of platform');
        await dialog.getByRole('button', { name: 'Save view' }).click();
        await dialog.waitFor({ state: 'hidden' });
      },
    },
    {
      name: 'fleet-no-match',
      as: 'admin',
      path: '/control-plane/fleet?team=payments',
      shows: heading('Nothing matches'),
    },
    {
      name: 'fleet-loading',
      as: 'admin',
      path: '/control-plane/fleet',
      prepare: page => page.route(`${API}/environment-requests**`, () => {}),
      shows: page => page.locator('[aria-busy="true"]'),
      isLoading: true,
    },
    {
      name: 'fleet-offline',
      as: 'admin',
      path: '/control-plane/fleet',
      prepare: page =>
        page.route(`${API}/environment-requests**`, route => route.abort()),
      shows: heading('No connection to the control plane'),
    },
    {
      name: 'operations',
      as: 'admin',
      path: '/control-plane/operations',
      shows: heading('Publish lanes'),
      alsoNarrow: true,
      docs: true,
    },
    {
      name: 'operations-done',
      as: 'admin',
      path: '/control-plane/operations?state=done',
      shows: row,
    },
    {
      name: 'operations-log',
      as: 'admin',
      path: '/control-plane/operations?state=done&kind=reconcile-request',
      shows: button(/^Logs of/),
      act: press(/^Logs of/),
    },
    {
      name: 'operations-root',
      as: 'admin',
      path: '/control-plane/operations',
      shows: button(/^Show root objects of/),
      act: press(/^Show root objects of/),
    },
    {
      name: 'operations-denied',
      as: 'viewer',
      path: '/control-plane/operations',
      shows: heading(/You may not use/),
    },
    {
      name: 'audit',
      as: 'admin',
      path: '/control-plane/audit',
      shows: row,
      alsoNarrow: true,
    },

    // Catalog
    {
      name: 'component-environments',
      as: 'requester',
      path: '/catalog/default/component/billing-api/environments',
      shows: row,
      alsoNarrow: true,
    },
    {
      name: 'component-environments-menu',
      as: 'requester',
      path: '/catalog/default/component/billing-api/environments',
      shows: row,
      act: async page => {
        await press(/^Actions for/)(page);
        await page.getByRole('menu').waitFor();
        await page.waitForTimeout(500);
      },
    },
    {
      name: 'component-environments-extend',
      as: 'requester',
      path: '/catalog/default/component/billing-api/environments',
      shows: row,
      act: menu(/^Extend the lease/),
    },
    {
      name: 'component-environments-end',
      as: 'requester',
      path: '/catalog/default/component/billing-api/environments',
      shows: row,
      act: menu(/^End it/),
    },
    {
      name: 'component-environments-empty',
      as: 'requester',
      path: '/catalog/default/component/core-kafka-library/environments',
      shows: heading('No environment yet'),
    },
    {
      name: 'component-approvals',
      as: 'requester',
      path: '/catalog/default/component/billing-api/approvals',
      shows: row,
    },
    {
      name: 'component-drift',
      as: 'admin',
      path: '/catalog/default/component/orders-service/drift',
      shows: row,
    },
    {
      name: 'environment',
      as: 'requester',
      path: entities.refunds,
      shows: heading('Environment'),
    },
    {
      name: 'environment-manifests',
      as: 'requester',
      path: `${entities.refunds}/manifests`,
      shows: text(/^As published/),
    },
    {
      name: 'environment-timeline',
      as: 'requester',
      path: `${entities.live}/timeline`,
      shows: page => page.getByRole('list', { name: 'From request to effect' }),
    },
    {
      name: 'catalog',
      as: 'requester',
      path: '/',
      shows: row,
    },
    {
      name: 'search',
      as: 'requester',
      path: '/search?query=billing',
      shows: text(/billing/i),
    },

    // Template
    {
      name: 'templates',
      as: 'requester',
      path: '/create',
      shows: text('Request an environment'),
    },
    ...['1', '2', '3', '4', '5'].map(step => ({
      name: `template-step-${step}`,
      as: 'requester',
      path: '/create/templates/default/request-environment',
      shows: button('Next'),
      act: page => fillTemplate(page, Number(step)),
    })),
  ];
}

function menu(item) {
  return async page => {
    await press(/^Actions for/)(page);
    await page.getByRole('menuitem', { name: item }).click();
    // The menu is a dialog too, until it has faded away.
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor();
  };
}

/** Fills the steps of the template before `step`. */
async function fillTemplate(page, step) {
  const steps = [
    async () => {
      await choose(page, 'Team', 'Platform');
      await page.getByRole('combobox', { name: /Component/ }).fill('payments');
      await page.getByRole('option', { name: /payments-api/ }).click();
      await press('Next')(page);
    },
    async () => {
      await page
        .getByRole('radiogroup', { name: /Class/ })
        .getByText('Production', { exact: true })
        .click();
      await choose(page, 'Region', 'us-west-2');
      await page
        .getByRole('textbox', { name: /Change ticket/ })
        .fill('CHG-1071');
      await press('Next')(page);
    },
    () => press('Next')(page),
    async () => {
      await page
        .getByRole('textbox', { name: 'Reason' })
        .fill('Try the refund flow');
      await page
        .getByText(/a month/)
        .first()
        .waitFor();
      await press('Review')(page);
    },
  ];
  for (const fill of steps.slice(0, step - 1)) {
    await fill();
  }
}

async function choose(page, label, option) {
  await page.getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: option }).click();
}
