import { EnvironmentClassSpec } from '@platform-control-plane/backstage-plugin-control-plane-common';

const EVERY_CHANGE: EnvironmentClassSpec['approval']['requiredFor'] = [
  'create',
  'update',
  'extend',
  'delete',
];

/**
 * The classes of an installation that defines none of its own.
 *
 * @remarks
 * Prices are estimates of a whole month. A preview may live for a week and a shared environment for two; whoever needs
 * one longer asks again, so that what is forgotten goes away. Production lives as long as somebody confirms it: its
 * lease runs out after a day without removing anything, which asks owners and approvers for a review, and the maximum
 * of a year brings the class itself up for one.
 */
export const defaultClasses: readonly EnvironmentClassSpec[] = [
  {
    name: 'preview',
    title: 'Preview',
    description: 'A short-lived copy of one application, for a look or a test',
    kind: 'environment',
    regions: ['us-east-1', 'us-west-2'],
    approval: { requiredFor: [] },
    lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
    namespaces: ['app'],
    quotaProfile: 'small',
    policyPacks: ['baseline-security', 'preview-networking', 'cost-guardrails'],
    cost: { monthly: 150, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
  },
  {
    name: 'shared-staging',
    title: 'Shared staging',
    description: "A place where the team's applications meet before production",
    kind: 'environment',
    regions: ['us-east-1'],
    approval: { requiredFor: [] },
    lease: { defaultHours: 168, maxHours: 336, onExpiry: 'delete' },
    namespaces: ['app', 'shared'],
    quotaProfile: 'medium',
    policyPacks: ['baseline-security', 'shared-services', 'cost-guardrails'],
    cost: { monthly: 700, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
  },
  {
    name: 'production',
    title: 'Production',
    description:
      'For users: closed network, audit trail, and a second person for every change',
    kind: 'environment',
    regions: ['us-east-1', 'us-west-2'],
    approval: { requiredFor: EVERY_CHANGE },
    lease: { defaultHours: 24, maxHours: 8760, onExpiry: 'review' },
    namespaces: ['app', 'data', 'jobs', 'ops'],
    quotaProfile: 'large',
    policyPacks: [
      'baseline-security',
      'zero-trust-networking',
      'audit-retention',
      'sox-controls',
    ],
    cost: { monthly: 2400, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
  },
];
