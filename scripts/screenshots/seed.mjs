import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DemoApi } from '../demo/DemoApi.mjs';
import { pushForeignCommit } from './foreignCommit.mjs';

const settled = ['ready', 'failed'];

/**
 * Fills the product as its people would in a week. It may run again: what is there already is left as it is.
 *
 * @returns the requests by the story each tells, and their entities in the catalog
 */
export async function seed({ api: address, gitops }) {
  const api = new DemoApi(address);
  const ready = id =>
    api.until(id, 'ready', ({ phase }) => settled.includes(phase));

  const refunds = await api.ask('requester', 'refunds', {
    class: 'preview',
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    source: source('payments-api', 'refund-flow'),
    labels: { 'cost-center': 'cc-4200' },
    reason: 'Review of the refund flow with the finance team',
  });
  const expiring = await api.ask('requester', 'expiring', {
    class: 'preview',
    team: 'platform',
    app: 'billing-api',
    region: 'us-west-2',
    leaseHours: 2,
    source: source('billing-api', 'invoice-layout'),
    reason: 'Show the new invoice layout in the demo on Monday',
  });
  const staging = await api.ask('admin', 'staging', {
    class: 'shared-staging',
    team: 'commerce',
    app: 'cart-service',
    region: 'us-east-1',
    source: source('cart-service', 'main'),
    labels: { 'cost-center': 'cc-1310' },
    reason: 'Checkout and products meet here before each release',
  });
  const drifted = await api.ask('admin', 'drifted', {
    class: 'preview',
    team: 'commerce',
    app: 'orders-service',
    region: 'us-west-2',
    source: source('orders-service', 'return-labels'),
    reason: 'Try return labels with the warehouse',
  });
  const gone = await api.ask('requester', 'gone', {
    class: 'preview',
    team: 'platform',
    app: 'payments-api',
    region: 'us-west-2',
    reason: 'Reproduce the rounding error in refunds',
  });
  const live = await api.ask('requester', 'live', {
    class: 'production',
    team: 'platform',
    app: 'billing-api',
    region: 'us-east-1',
    leaseHours: 720,
    source: source('billing-api', 'v1.4.0', 'deploy'),
    labels: { 'cost-center': 'cc-4200' },
    parameters: { changeTicket: 'CHG-1042' },
    reason: 'First production environment of the billing API',
  });
  const rejected = await api.ask('requester', 'rejected', {
    class: 'production',
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    parameters: { changeTicket: 'CHG-1055' },
    reason: 'Refunds go live on Friday',
  });
  const failed = await api.ask('admin', 'failed', {
    class: 'production',
    team: 'commerce',
    app: 'orders-service',
    region: 'us-east-1',
    source: source('orders-service', 'v0.9.2', 'deploy'),
    parameters: { changeTicket: 'CHG-1048' },
    reason: 'Orders leave the pilot',
  });
  await blockPath(api, gitops, failed);
  await api.decideFirst(live.id, 'approve', 'Agreed in the change meeting');
  await api.decideFirst(
    rejected.id,
    'reject',
    'Not on a Friday, please: the on-call team is two people short. Ask again for Monday.',
  );
  await api.decideFirst(failed.id, 'approve', 'The pilot went well');
  await Promise.all(
    [refunds, expiring, staging, drifted, live, failed].map(({ id }) =>
      ready(id),
    ),
  );
  await api.until(gone.id, 'ready', ({ phase }) =>
    ['ready', 'deleting', 'deleted'].includes(phase),
  );
  await api.call('requester', 'DELETE', `/environment-requests/${gone.id}`, {
    body: { reason: 'The error is found' },
  });
  await api.changeOnce('requester', refunds.id, {
    source: source('payments-api', 'refund-flow-2'),
    labels: { 'cost-center': 'cc-4200', purpose: 'refund-review' },
    reason: 'The second attempt at the refund flow',
  });
  await api.changeOnce('requester', live.id, {
    source: source('billing-api', 'v1.5.0', 'deploy'),
    labels: { 'cost-center': 'cc-4200', 'data-class': 'confidential' },
    reason: 'Release 1.5.0 with the new invoice layout',
  });
  const pending = await api.ask('requester', 'pending', {
    class: 'production',
    team: 'platform',
    app: 'payments-api',
    region: 'us-west-2',
    leaseHours: 720,
    source: source('payments-api', 'v2.0.0', 'deploy'),
    labels: { 'cost-center': 'cc-4200' },
    parameters: { changeTicket: 'CHG-1061' },
    reason: 'Refunds go live on Monday, second region',
  });
  const othersPending = await api.ask('admin', 'others-pending', {
    class: 'production',
    team: 'commerce',
    app: 'cart-service',
    region: 'us-east-1',
    leaseHours: 168,
    source: source('cart-service', 'v3.2.1', 'deploy'),
    parameters: { changeTicket: 'CHG-1063' },
    reason: 'Carts move out of the old cluster',
  });
  await ready(refunds.id);
  await api.until(gone.id, 'deleted', ({ phase }) => phase === 'deleted');
  await editByHand(api, gitops, drifted.id);
  const stories = {
    refunds,
    expiring,
    staging,
    drifted,
    gone,
    live,
    rejected,
    failed,
    pending,
    othersPending,
  };
  return {
    stories,
    entities: {
      refunds: await api.entityPath(refunds.id),
      live: await api.entityPath(live.id),
    },
  };
}

function source(app, ref, folder) {
  return {
    url: `https://git.example.com/example/${app}.git`,
    ref,
    ...(folder && { path: folder }),
  };
}

/** Puts a symlink where a request will be published, which the control plane refuses to follow. */
async function blockPath(api, gitops, { id, path: folder }) {
  const { phase } = await api.get(id);
  if (phase === 'pending_approval') {
    pushForeignCommit(gitops, 'Keep the old orders manifests', root => {
      mkdirSync(path.join(root, path.dirname(folder)), { recursive: true });
      symlinkSync('../README.md', path.join(root, folder));
    });
  }
}

/** Edits and adds files below a request as somebody in a hurry might, and waits until that is found. */
async function editByHand(api, gitops, id) {
  const { path: folder, driftedPaths } = await api.get(id);
  if (driftedPaths > 0) {
    return;
  }
  pushForeignCommit(gitops, 'More room for the warehouse test', root => {
    const files = readdirSync(path.join(root, folder), { recursive: true })
      .map(String)
      .filter(file => file.endsWith('.yaml'))
      .sort();
    const quota = files.find(file => file.includes('quota')) ?? files[0];
    appendFileSync(
      path.join(root, folder, quota),
      '# Raised by hand for the warehouse test\n',
    );
    writeFileSync(
      path.join(root, folder, 'warehouse-debug.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: warehouse-debug\ndata:\n  level: trace\n',
    );
  });
  await api.until(id, 'drifted', request => request.driftedPaths > 0);
}
