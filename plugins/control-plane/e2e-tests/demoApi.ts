import { APIResponse, expect, Page } from '@playwright/test';
import { Person } from './people';

const API = '/api/control-plane/v1';

/** What a test asks for; every request gets an id of its own. */
export interface Wish {
  class: string;
  app: string;
  region?: string;
  reason: string;
  parameters?: Record<string, string>;
}

/** What tests read of a request. */
interface Answer {
  id: string;
  phase: string;
  generation: number;
  openRevisions: { generation: number; planDigest: string }[];
}

/** Wishes that the class `production` accepts; a person approves them. */
export function productionWish(reason: string): Wish {
  return {
    class: 'production',
    app: 'billing-api',
    reason,
    parameters: { changeTicket: 'CHG-1042' },
  };
}

/** Asks for something as the demo's requester, past the pages: for tests that begin after that. */
export async function ask(page: Page, wish: Wish): Promise<string> {
  const response = await page.request.post(`${API}/environment-requests`, {
    headers: await headersOf(page, 'Requester'),
    data: { team: 'platform', region: 'us-east-1', ...wish },
  });
  return (await readAnswer(response)).id;
}

/** Approves the newest revision of a request as the demo's approver, past the pages. */
export async function approve(page: Page, id: string): Promise<void> {
  const headers = await headersOf(page, 'Approver');
  const address = `${API}/environment-requests/${id}`;
  const { openRevisions } = await readAnswer(
    await page.request.get(address, { headers }),
  );
  const { generation, planDigest } = openRevisions[openRevisions.length - 1];
  await readAnswer(
    await page.request.post(`${address}/approve`, {
      headers,
      data: { generation, planDigest },
    }),
  );
}

/** Waits until what was asked for is published, asking the API. */
export async function waitUntilReady(page: Page, id: string): Promise<void> {
  const headers = await headersOf(page, 'Requester');
  await expect
    .poll(
      async () =>
        (
          await readAnswer(
            await page.request.get(`${API}/environment-requests/${id}`, {
              headers,
            }),
          )
        ).phase,
      { timeout: 90_000 },
    )
    .toBe('ready');
}

/** Waits until the catalog has the entity that stands for a request. */
export async function waitUntilListed(page: Page, id: string): Promise<void> {
  const headers = await headersOf(page, 'Requester');
  await expect
    .poll(
      async () =>
        (
          await page.request.get(
            `/api/catalog/entities/by-name/resource/default/${id}`,
            { headers },
          )
        ).status(),
      { timeout: 90_000 },
    )
    .toBe(200);
}

async function headersOf(page: Page, person: Person) {
  const response = await page.request.get(
    '/api/auth/control-plane-demo/refresh',
    {
      headers: {
        'x-control-plane-demo-persona': person.toLowerCase(),
        'x-requested-with': 'XMLHttpRequest',
      },
    },
  );
  await expect(response).toBeOK();
  const session: { backstageIdentity: { token: string } } =
    await response.json();
  return { authorization: `Bearer ${session.backstageIdentity.token}` };
}

async function readAnswer(response: APIResponse): Promise<Answer> {
  await expect(response).toBeOK();
  const answer: Answer | { request: Answer } = await response.json();
  return 'request' in answer ? answer.request : answer;
}
