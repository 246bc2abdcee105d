import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A request in a line, from which `recordOf` makes the rest. */
export interface Environment {
  class: string;
  team: string;
  app: string;
  region: string;
  /** Name of the user. */
  requester: string;
  phase: RequestPhase;
  /** Since when it is there. */
  ageHours: number;
  reason: string;
  /** Hours of the whole lease; the class's default when absent. */
  leaseHours?: number;
  /** What waits for an approver besides what is in force. */
  pending?: 'update' | 'extend' | 'delete';
  /** Somebody edited its folder in Git. */
  drifted?: true;
}

/** Three teams; every phase that one meets, a change that waits, an edit by others and a publication that failed. */
export const environments: readonly Environment[] = [
  {
    class: 'production',
    team: 'payments',
    app: 'payments-api',
    region: 'us-east-1',
    requester: 'priya',
    phase: 'pending_approval',
    ageHours: 3,
    leaseHours: 720,
    reason: 'First production environment of the payments API',
  },
  {
    class: 'production',
    team: 'platform',
    app: 'billing-api',
    region: 'us-east-1',
    requester: 'remy',
    phase: 'ready',
    ageHours: 500,
    leaseHours: 720,
    pending: 'update',
    reason: 'Invoices for the new markets',
  },
  {
    class: 'production',
    team: 'commerce',
    app: 'cart-service',
    region: 'us-west-2',
    requester: 'marco',
    phase: 'ready',
    ageHours: 700,
    leaseHours: 701,
    pending: 'extend',
    drifted: true,
    reason: 'Carts of the west coast',
  },
  {
    class: 'preview',
    team: 'platform',
    app: 'billing-api',
    region: 'us-east-1',
    requester: 'otto',
    phase: 'ready',
    ageHours: 20,
    reason: 'Look at the invoice layouts',
  },
  {
    class: 'preview',
    team: 'platform',
    app: 'billing-api',
    region: 'us-west-2',
    requester: 'otto',
    phase: 'failed',
    ageHours: 5,
    reason: 'Try the change to the tax rules',
  },
  {
    class: 'shared-staging',
    team: 'payments',
    app: 'ledger',
    region: 'us-east-1',
    requester: 'priya',
    phase: 'ready',
    ageHours: 90,
    drifted: true,
    reason: 'Where the ledger meets the payments API',
  },
  {
    class: 'preview',
    team: 'commerce',
    app: 'products-service',
    region: 'us-east-1',
    requester: 'marco',
    phase: 'reconciling',
    ageHours: 0.02,
    reason: 'Check the new price rules',
  },
  {
    class: 'preview',
    team: 'commerce',
    app: 'cart-service',
    region: 'us-east-1',
    requester: 'marco',
    phase: 'deleting',
    ageHours: 73,
    reason: 'Load test of the checkout',
  },
  {
    class: 'production',
    team: 'payments',
    app: 'ledger',
    region: 'us-west-2',
    requester: 'priya',
    phase: 'rejected',
    ageHours: 150,
    reason: 'A second region for the ledger',
  },
  {
    class: 'production',
    team: 'commerce',
    app: 'products-service',
    region: 'us-east-1',
    requester: 'marco',
    phase: 'withdrawn',
    ageHours: 48,
    reason: 'Prices for the new markets',
  },
  {
    class: 'sandbox',
    team: 'platform',
    app: 'billing-api',
    region: 'us-east-1',
    requester: 'remy',
    phase: 'ready',
    ageHours: 10,
    pending: 'delete',
    reason: 'Try out new invoice layouts',
  },
];
