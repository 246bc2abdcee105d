import { Page } from '@playwright/test';
import {
  ask,
  productionWish,
  waitUntilListed,
  waitUntilReady,
} from './demoApi';
import { signInAs } from './people';
import { test, Tour } from './tour';
import { chooseOption } from './wizard';

// Each walk has a browser of its own, so that the two workers share them.
test.describe.configure({ mode: 'parallel' });

const preview = {
  class: 'preview',
  app: 'payments-api',
  reason: 'Looked at by axe',
};

async function aReadyRequest(page: Page): Promise<string> {
  const id = await ask(page, preview);
  await waitUntilReady(page, id);
  return id;
}

test('axe finds nothing serious on the pages for all requests, in both themes', async ({
  page,
  inBothThemes,
}) => {
  await aReadyRequest(page);
  await signInAs(page, 'Admin');
  await inBothThemes(async ({ visit, look }) => {
    await visit(
      '/control-plane/fleet?region=us-east-1',
      page.getByText(/requests? shown/i),
    );
    await page.getByRole('button', { name: 'Save view' }).click();
    await look('saving a view of the fleet', page.getByRole('dialog'));
    await visit('/control-plane/audit', page.getByText(/entr(y|ies) shown/i));
    await visit('/control-plane/operations', page.getByText('Last published'));
    await page
      .getByRole('button', { name: /^Show root objects of/ })
      .first()
      .click();
    await look('the root objects of a target', page.getByRole('dialog'));
    await visit(
      '/control-plane/operations?state=done',
      page.getByRole('button', { name: /^Logs of/ }),
    );
    await page
      .getByRole('button', { name: /^Logs of/ })
      .first()
      .click();
    await look('the log of a job', page.getByRole('dialog'));
  });
});

test('axe finds nothing serious on any tab of a request, in both themes', async ({
  page,
  inBothThemes,
}) => {
  const id = await aReadyRequest(page);
  const address = `/control-plane/requests/${id}`;
  await signInAs(page, 'Admin');
  await inBothThemes(async ({ visit }) => {
    await visit(address, page.getByRole('button', { name: 'Delete…' }));
    await visit(
      `${address}?tab=manifests`,
      page.getByRole('button', { name: /yaml/ }),
    );
    await visit(`${address}?tab=changes`, page.getByText(/\+\d+/));
    await visit(
      `${address}?tab=drift`,
      page.getByText('Nobody edited it in Git'),
    );
    await visit(
      `${address}?tab=approvals`,
      page.getByText('Create, revision 1'),
    );
    await visit(
      `${address}?tab=jobs`,
      page.getByRole('list', { name: 'Jobs, newest first' }),
    );
    await visit(`${address}?tab=audit`, page.getByText('request.published'));
    await visit(`${address}?do=extend`, page.getByRole('dialog'));
    await visit(`${address}?do=delete`, page.getByRole('dialog'));
    await visit(`${address}?do=change`, page.getByText('Show the plan'));
  });
});

test('axe finds nothing serious where one decides, in both themes', async ({
  page,
  inBothThemes,
}) => {
  await signInAs(page, 'Approver');
  await inBothThemes(async ({ visit, look }) => {
    const id = await ask(page, productionWish('Looked at by axe'));
    const reject = page.getByRole('button', { name: 'Reject', exact: true });
    await visit('/control-plane/approvals', page.getByText('Waiting since'));
    await visit(`/control-plane/approvals/${id}/1`, reject);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await look('the list of shortcuts', page.getByRole('dialog'));
    await page.keyboard.press('Escape');
    await page
      .getByRole('textbox', { name: 'Comment' })
      .fill('Looked at by axe');
    await reject.click();
    await look('a rejection', page.getByText('You rejected it'));
    await visit(
      `/control-plane/requests/${id}`,
      page.getByRole('link', { name: 'Ask again' }),
    );
  });
});

test('axe finds nothing serious where one asks, in both themes', async ({
  page,
  inBothThemes,
}) => {
  const id = await ask(page, productionWish('Looked at by axe'));
  await signInAs(page, 'Requester');
  await inBothThemes(async ({ visit, look }) => {
    await visit('/control-plane/requests', page.getByText('New request'));
    await visit('/control-plane/classes', page.getByText('Details'));
    await visit(
      '/control-plane/classes/production',
      page.getByText('changeTicket'),
    );
    await visit(
      '/control-plane/classes/production/request?team=platform&app=billing-api&region=us-east-1',
      page.getByRole('button', { name: 'Show the plan' }),
    );
    const ticket = page.getByRole('textbox', { name: /Change ticket/ });
    // The form keeps what was typed in the other theme.
    await ticket.fill('');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await look('the form with what is missing', page.getByRole('alert'));
    await ticket.fill('CHG-1042');
    await page
      .getByRole('textbox', { name: /Reason/ })
      .fill('Looked at by axe');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await look(
      'the plan of the form',
      page.getByRole('button', { name: 'Request approval' }),
    );
    await page.goto(`/control-plane/requests/${id}?tab=approvals`);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await look('the question why to withdraw', page.getByRole('dialog'));
  });
});

test('axe finds nothing serious on the tabs of entities, in both themes', async ({
  page,
  inBothThemes,
}) => {
  const id = await aReadyRequest(page);
  await waitUntilListed(page, id);
  const component = '/catalog/default/component/payments-api';
  const environment = `/catalog/default/resource/${id}`;
  await signInAs(page, 'Requester');
  await inBothThemes(async ({ visit, look }) => {
    await visit(`${component}/approvals`, page.getByText('Past decisions'));
    await visit(
      `${component}/drift`,
      page.getByText(/Edits by others|Git is as/),
    );
    await visit(`${component}/environments`, menu(page));
    await menu(page).first().click();
    await look(
      'the menu of an environment',
      page.getByRole('menuitem', { name: 'Extend' }),
    );
    await page.getByRole('menuitem', { name: 'Extend' }).click();
    await look('the dialog that extends', page.getByRole('dialog'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await menu(page).first().click();
    await page.getByRole('menuitem', { name: 'End it' }).click();
    await look('the dialog that ends', page.getByRole('dialog'));
    await visit(environment, page.getByText('Open the request'));
    await visit(
      `${environment}/manifests`,
      page.getByRole('button', { name: /yaml/ }),
    );
    await visit(`${environment}/timeline`, page.getByText('Requested'));
  });
});

test('axe finds nothing serious on any step of the template, in both themes', async ({
  page,
  inBothThemes,
}) => {
  await signInAs(page, 'Requester');
  await inBothThemes(async tour => walkThroughWizard(tour));
});

async function walkThroughWizard({ page, visit, look }: Tour): Promise<void> {
  const next = page.getByRole('button', { name: 'Next' });
  await visit(
    '/create/templates/default/request-environment',
    page.getByRole('combobox', { name: /Component/ }),
  );
  await chooseOption(page, 'Team', 'Platform');
  await page.getByRole('combobox', { name: /Component/ }).fill('payments');
  await page.getByRole('option', { name: /payments-api/ }).click();
  await next.click();
  await page
    .getByRole('radiogroup', { name: /Class/ })
    .getByText('Preview', { exact: true })
    .click();
  await chooseOption(page, 'Region', 'us-west-2');
  await look(
    'the template: what',
    page.getByRole('radio', { name: 'Preview' }),
  );
  await next.click();
  await look('the template: what runs in it', page.getByText('Repository'));
  await next.click();
  await look('the template: plan', page.getByText('$150 a month'));
  await page.getByRole('button', { name: 'Review' }).click();
  await look(
    'the template: review',
    page.getByRole('button', { name: 'Create', exact: true }),
  );
}

test('axe finds nothing serious on a page that is denied, in both themes', async ({
  page,
  inBothThemes,
}) => {
  const id = await ask(page, productionWish('Looked at by axe'));
  await signInAs(page, 'Viewer');
  await inBothThemes(async ({ visit }) => {
    await visit(
      '/control-plane/operations',
      page.getByRole('heading', { name: 'You may not use Operations' }),
    );
    await visit('/control-plane/classes', page.getByText('Details'));
    await visit(
      `/control-plane/approvals/${id}/1`,
      page.getByText('You cannot decide on this'),
    );
  });
});

function menu(page: Page) {
  return page.getByRole('button', { name: /^Actions for/ });
}
