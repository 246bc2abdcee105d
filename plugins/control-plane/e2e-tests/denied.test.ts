import { expect, test } from '@playwright/test';
import { ask, productionWish } from './demoApi';
import { signInAs } from './people';

test('a viewer is told why operations and audit are closed, and has a way back', async ({
  page,
}) => {
  await signInAs(page, 'Viewer');
  for (const [path, title] of [
    ['operations', 'Operations'],
    ['audit', 'Audit'],
  ]) {
    await page.goto(`/control-plane/${path}`);
    await expect(
      page.getByRole('heading', { name: `You may not use ${title}` }),
    ).toBeVisible();
    await expect(
      page.getByText('Your roles do not include it.', { exact: false }),
    ).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Classes' })).toBeVisible();
    await expect(page.getByRole('tab', { name: title })).toBeHidden();
  }
  await page.getByRole('link', { name: 'To the control plane' }).click();
  await expect(page).toHaveURL(/\/control-plane\/requests$/);
});

test('a viewer sees what can be requested without a way to request it', async ({
  page,
}) => {
  await signInAs(page, 'Viewer');
  await page.goto('/control-plane/classes');
  await expect(
    page.getByText('Your role does not let you request this class.').first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: /^Details of/ }).first(),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /^Request / })).toBeHidden();

  await page.goto('/catalog/default/component/billing-api/environments');
  await expect(
    page.getByText('Everything that was asked for this component.'),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Ask for an environment' }),
  ).toBeHidden();
});

test('a viewer cannot decide on a request that the viewer sees', async ({
  page,
}) => {
  const id = await ask(page, productionWish('A viewer looks at it'));
  await signInAs(page, 'Viewer');
  await page.goto(`/control-plane/approvals/${id}/1`);
  await expect(page.getByText('You cannot decide on this')).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Approve', exact: true }),
  ).toBeDisabled();
});
