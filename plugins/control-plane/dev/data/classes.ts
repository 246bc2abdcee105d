import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aClass } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { digestOf } from './digestOf';
import { hoursAgo } from './times';

const preview = aClass({
  description: 'A short-lived copy of one application, for a look or a test',
  digest: digestOf('preview'),
  lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
  policyPacks: ['baseline-security', 'preview-networking', 'cost-guardrails'],
  createdAt: hoursAgo(2400),
});

const sharedStaging = aClass({
  name: 'shared-staging',
  title: 'Shared staging',
  description: "A place where the team's applications meet before production",
  regions: ['us-east-1'],
  digest: digestOf('shared-staging'),
  lease: { defaultHours: 168, maxHours: 336, onExpiry: 'delete' },
  namespaces: ['app', 'shared'],
  quotaProfile: 'medium',
  policyPacks: ['baseline-security', 'shared-services', 'cost-guardrails'],
  cost: { monthly: 700, currency: 'USD' },
  createdAt: hoursAgo(2400),
});

const production = aClass({
  name: 'production',
  title: 'Production',
  description:
    'For users: closed network, audit trail, and a second person for every change',
  digest: digestOf('production'),
  revision: 2,
  approval: { requiredFor: ['create', 'update', 'extend', 'delete'] },
  lease: { defaultHours: 24, maxHours: 8760, onExpiry: 'review' },
  namespaces: ['app', 'data'],
  quotaProfile: 'large',
  policyPacks: ['baseline-security', 'zero-trust-networking', 'sox-controls'],
  cost: { monthly: 2400, currency: 'USD' },
  createdAt: hoursAgo(700),
  parametersSchema: {
    type: 'object',
    properties: {
      changeTicket: {
        type: 'string',
        title: 'Change ticket',
        description: 'Key of the change in the ticket system',
        pattern: '^[A-Z]+-[0-9]+$',
      },
      retentionDays: {
        type: 'integer',
        title: 'Retention',
        description: 'Days for which events and logs are kept',
        minimum: 90,
        default: 365,
      },
    },
    required: ['changeTicket'],
    additionalProperties: false,
  },
});

const sandbox = aClass({
  name: 'sandbox',
  title: 'Sandbox',
  description: 'One small namespace for trying things out, gone after a day',
  regions: ['us-east-1'],
  digest: digestOf('sandbox'),
  approval: { requiredFor: ['extend'] },
  lease: { defaultHours: 24, maxHours: 72, onExpiry: 'delete' },
  cost: { monthly: 60, currency: 'USD' },
  origin: 'catalog',
  createdAt: hoursAgo(120),
});

/** What may be asked for: three shipped classes, and one that the catalog describes. */
export const classes: readonly EnvironmentClass[] = [
  preview,
  sharedStaging,
  production,
  sandbox,
];
