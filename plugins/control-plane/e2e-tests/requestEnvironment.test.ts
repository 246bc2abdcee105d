import { expect, test } from '@playwright/test';
import { chooseOption, chooseTemplate } from './wizard';
import { signInAs } from './people';
import { requestIdIn, requestRow } from './requestPages';

test('a requester asks with the template and finds the environment ready on the component', async ({
  page,
}) => {
  await signInAs(page, 'Requester');
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await chooseTemplate(page, 'Request an environment');

  await chooseOption(page, 'Team', 'Platform');
  await page.getByRole('combobox', { name: /Component/ }).fill('payments');
  await page.getByRole('option', { name: /payments-api/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();

  // The radio itself is hidden below its card, which takes the click.
  await page
    .getByRole('radiogroup', { name: /Class/ })
    .getByText('Preview', { exact: true })
    .click();
  await expect(page.getByRole('radio', { name: 'Preview' })).toBeChecked();
  await chooseOption(page, 'Region', 'us-west-2');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();

  await page
    .getByRole('textbox', { name: 'Reason' })
    .fill('Try the refund flow of the template test');
  await expect(page.getByText('$150 a month').first()).toBeVisible();
  await expect(page.getByText('Policy approves this at once.')).toBeVisible();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  const open = page.getByRole('link', { name: 'Open the request' });
  await expect(open).toBeVisible({ timeout: 90_000 });
  const id = requestIdIn((await open.getAttribute('href')) ?? '');

  await page.goto('/catalog/default/component/payments-api');
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  await expect(requestRow(page, id)).toContainText('Ready');
  await expect(requestRow(page, id)).toContainText('us-west-2');
});
