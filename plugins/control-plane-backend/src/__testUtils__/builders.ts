import { JsonObject } from '@backstage/types';
import { environmentClassSpecSchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { createHash } from 'node:crypto';
import { NewAuditEntry } from '../domain/audit/AuditEntry';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { Drift } from '../domain/drift/Drift';
import { NewOutboxEntry } from '../domain/outbox/OutboxEntry';
import { Publication } from '../domain/publication/Publication';
import { Request } from '../domain/request/Request';
import { Approval, ManifestFile, Revision } from '../domain/revision/Revision';
import { InventoryEntry } from '../store/InventoryStore';

/** The instant at which everything that a builder makes happened. */
export const BUILT_AT = new Date('2026-11-21T10:00:00.123Z');

/** `req-` and sixteen hex digits, different for each number. */
export function aRequestId(number: number): string {
  return `req-${number.toString(16).padStart(16, '0')}`;
}

/** The digest of a text in the form that columns and wire use. */
export function aDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** A preview request of team payments that waits in the queue. */
export function aRequest(overrides: Partial<Request> = {}): Request {
  const id = overrides.id ?? aRequestId(1);
  return {
    id,
    kind: 'environment',
    class: { name: 'preview', revision: 1, digest: aDigest('preview') },
    team: 'payments',
    app: 'payments-api',
    region: 'eu-west',
    target: 'eu-west-runtime',
    repository: 'gitops',
    path: `clusters/eu-west/teams/payments/payments-api/${id}`,
    namespaces: [`payments-payments-api-${id.slice(-8)}`],
    requester: 'user:default/riley',
    phase: 'queued',
    conditions: [],
    generation: 1,
    specGeneration: 1,
    version: 1,
    lease: { hours: 72, maxHours: 168, onExpiry: 'delete' },
    driftedPaths: 0,
    createdAt: BUILT_AT,
    updatedAt: BUILT_AT,
    ...overrides,
  };
}

/** The approved first revision of {@link aRequest}. */
export function aRevision(overrides: Partial<Revision> = {}): Revision {
  return {
    requestId: aRequestId(1),
    generation: 1,
    slot: 'spec',
    action: 'create',
    state: 'approved',
    class: { name: 'preview', revision: 1, digest: aDigest('preview') },
    planDigest: aDigest('plan'),
    requestedBy: 'user:default/riley',
    requestedAt: BUILT_AT,
    reason: 'try the new checkout',
    owner: 'user:default/riley',
    labels: {},
    parameters: {},
    extraManifests: [],
    objects: [],
    leaseHours: 72,
    cost: { monthly: 45, currency: 'EUR' },
    approvalRule: 'class-asks-for-nobody',
    ...overrides,
  };
}

/** A file with the digest of its content. */
export function aManifest(path: string, content = `# ${path}\n`): ManifestFile {
  return { path, content, digest: aDigest(content) };
}

/** A yes of the approver to {@link aRevision}. */
export function anApproval(
  overrides: Partial<Omit<Approval, 'decidedAt'>> = {},
): Omit<Approval, 'decidedAt'> {
  return {
    id: 'approval-1',
    requestId: aRequestId(1),
    generation: 1,
    decision: 'approve',
    decidedBy: 'user:default/avery',
    planDigest: aDigest('plan'),
    comment: '',
    ...overrides,
  };
}

/** The pending publication of {@link aRevision}. */
export function aPublication(
  overrides: Partial<Publication> = {},
): Publication {
  return {
    operationId: 'op-1',
    repository: 'gitops',
    branch: 'main',
    owner: { type: 'request', requestId: aRequestId(1), generation: 1 },
    purpose: 'publish',
    state: 'pending',
    planDigest: aDigest('plan'),
    paths: [aRequest().path],
    attempts: 0,
    createdAt: BUILT_AT,
    ...overrides,
  };
}

/** A namespace that {@link aRequest} owns. */
export function anInventoryEntry(
  overrides: Partial<InventoryEntry> = {},
): InventoryEntry {
  return {
    requestId: aRequestId(1),
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    name: 'payments-payments-api-00000001',
    path: `${aRequest().path}/namespace.yaml`,
    generation: 1,
    ...overrides,
  };
}

/** A foreign edit of a file of {@link aRequest}. */
export function aDrift(
  overrides: Partial<Omit<Drift, 'detectedAt'>> = {},
): Omit<Drift, 'detectedAt'> {
  return {
    id: 'drift-1',
    requestId: aRequestId(1),
    path: `${aRequest().path}/namespace.yaml`,
    change: 'modified',
    blob: 'b'.repeat(40),
    commit: 'c'.repeat(40),
    author: 'Sam',
    authorEmail: 'sam@example.org',
    since: BUILT_AT,
    subject: 'Quick fix',
    ...overrides,
  };
}

export function anAuditEntry(
  overrides: Partial<NewAuditEntry> = {},
): NewAuditEntry {
  return {
    actor: 'user:default/riley',
    action: 'request.created',
    requestId: aRequestId(1),
    generation: 1,
    after: aDigest('plan'),
    details: {},
    ...overrides,
  };
}

export function anOutboxEntry(
  overrides: Partial<NewOutboxEntry> = {},
): NewOutboxEntry {
  const payload: JsonObject = { phase: 'queued' };
  return {
    kind: 'request_changed',
    requestId: aRequestId(1),
    payload,
    ...overrides,
  };
}

/** Class `preview` as it would be seeded, with the digest of its title so that another title makes another revision. */
export function aClass(
  overrides: { name?: string; title?: string } & Partial<
    Pick<ClassRevision, 'origin' | 'digest'>
  > = {},
): Pick<ClassRevision, 'name' | 'digest' | 'origin' | 'spec'> {
  const { name = 'preview', title = 'Preview' } = overrides;
  return {
    name,
    digest: overrides.digest ?? aDigest(`${name} ${title}`),
    origin: overrides.origin ?? 'default',
    spec: environmentClassSpecSchema.parse({
      name,
      title,
      regions: ['eu-west'],
      lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
      namespaces: ['app'],
      quotaProfile: 'small',
      cost: { monthly: 45, currency: 'EUR' },
    }),
  };
}
