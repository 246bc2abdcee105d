import { expect } from '@playwright/test';
import { ask, productionWish } from './demoApi';
import { signInAs, test } from './people';
import { inboxRow, readRequestId } from './requestPages';

test('production waits for a second person and is ready once that person approves', async ({
  page,
  openAs,
}) => {
  await signInAs(page, 'Requester');
  await page.goto(
    '/control-plane/classes/production/request?team=platform&app=billing-api&region=us-east-1',
  );
  await page.getByRole('textbox', { name: /Change ticket/ }).fill('CHG-2101');
  await page
    .getByRole('textbox', { name: /Reason/ })
    .fill('Invoices go live, approved by a second person');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: 'Request approval' }).click();
  const id = await readRequestId(page);
  await expect(page.getByText('Waits for approval').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Decide' })).toBeHidden();

  await page.goto(`/control-plane/approvals/${id}/1`);
  await expect(page.getByText('You cannot decide on this')).toBeVisible();
  await expect(
    page.getByText(/needs the role approver or admin/),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Approve', exact: true }),
  ).toBeDisabled();
  await expect(
    page.getByRole('button', { name: 'Reject', exact: true }),
  ).toBeDisabled();

  const approver = await openAs('Approver');
  await approver.goto('/control-plane/approvals');
  await expect(
    approver.getByRole('tab', { name: /^Approvals \([1-9]\d*\+?\)$/ }),
  ).toBeVisible();
  await inboxRow(approver, id).click();
  await expect(approver).toHaveURL(`/control-plane/approvals/${id}/1`);
  await expect(approver.getByText('Invoices go live')).toBeVisible();
  await approver.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(approver.getByText('You approved it')).toBeVisible();

  await page.goto(`/control-plane/requests/${id}`);
  await expect(page.getByText('Ready, not observed').first()).toBeVisible({
    timeout: 90_000,
  });
});

test('a rejection tells the requester why', async ({ page, openAs }) => {
  const id = await ask(page, productionWish('Goes live on a Friday'));

  const approver = await openAs('Approver');
  await approver.goto(`/control-plane/approvals/${id}/1`);
  await approver
    .getByRole('textbox', { name: 'Comment' })
    .fill(`Not on a Friday, please: ${id}`);
  await approver.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(approver.getByText('You rejected it')).toBeVisible();

  await signInAs(page, 'Requester');
  await page.goto(`/control-plane/requests/${id}`);
  await expect(
    page.getByText(`Not on a Friday, please: ${id}`).first(),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ask again' })).toBeVisible();
});
