import { expect, Locator, Page } from '@playwright/test';

/** The row of a request in a table, found by the part of the id that its name carries. */
export function requestRow(page: Page, id: string): Locator {
  return page.getByRole('row', { name: new RegExp(id.slice(4, 12)) });
}

/** The row of a decision in the inbox: several may read alike, each leads to a screen of its own. */
export function inboxRow(page: Page, id: string): Locator {
  return page
    .getByRole('row')
    .and(page.locator(`[data-href*="/approvals/${id}/"]`));
}

/** Reads the id of a request from the address of its page. */
export async function readRequestId(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/control-plane\/requests\/req-[0-9a-f]{16}/);
  return requestIdIn(page.url());
}

/** The request id in an address. */
export function requestIdIn(address: string): string {
  const [id] = address.match(/req-[0-9a-f]{16}/) ?? [];
  if (!id) {
    throw new Error(`expected an address with a request id, got ${address}`);
  }
  return id;
}
