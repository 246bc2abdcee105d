import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A class that asks for no approval and takes no parameters, but for what a test says. */
export function anEnvironmentClass(
  over: Partial<EnvironmentClass> = {},
): EnvironmentClass {
  return {
    name: 'preview',
    title: 'Preview',
    description: 'A short-lived copy of one application',
    kind: 'environment',
    regions: ['us-east-1', 'us-west-2'],
    approval: { requiredFor: [] },
    lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
    namespaces: ['app'],
    quotaProfile: 'small',
    policyPacks: ['baseline-security', 'preview-networking'],
    cost: { monthly: 150, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
    revision: 3,
    digest: `sha256:${'a'.repeat(64)}`,
    origin: 'default',
    parametersSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {},
      required: [],
      additionalProperties: false,
    },
    createdAt: '2026-11-01T08:00:00.000Z',
    ...over,
  };
}

/** Asks for approval of everything and takes parameters of every shape that a form draws. */
export const productionClass = anEnvironmentClass({
  name: 'production',
  title: 'Production',
  description: 'For users',
  regions: ['us-east-1'],
  approval: { requiredFor: ['create', 'update', 'extend', 'delete'] },
  lease: { defaultHours: 24, maxHours: 8760, onExpiry: 'review' },
  namespaces: ['app', 'data'],
  quotaProfile: 'large',
  cost: { monthly: 2400, currency: 'USD' },
  parametersSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      allowIngressFrom: {
        type: 'array',
        title: 'Callers',
        description: 'Who may call into the environment',
        maxItems: 2,
        default: [],
        items: {
          type: 'object',
          description: 'a role or a range of addresses',
          properties: {
            role: { type: 'string', title: 'Role' },
            cidr: {
              type: 'string',
              title: 'Addresses',
              description: 'A range of addresses such as 10.20.0.0/16',
              pattern: '^[0-9.]+/[0-9]+$',
            },
          },
          oneOf: [{ required: ['role'] }, { required: ['cidr'] }],
          additionalProperties: false,
        },
      },
      changeTicket: {
        type: 'string',
        title: 'Change ticket',
        description: 'Key of the change in the ticket system',
        minLength: 2,
        pattern: '^[A-Z]+-[0-9]+$',
      },
      retentionDays: {
        type: 'integer',
        title: 'Retention',
        description: 'Days for which events and logs are kept',
        minimum: 90,
        default: 365,
      },
      tier: { type: 'string', title: 'Tier', enum: ['gold', 'silver'] },
      backups: { type: 'boolean', title: 'Backups', default: true },
      extra: { title: 'Extra', description: 'Anything else' },
    },
    required: ['changeTicket'],
    additionalProperties: false,
  },
});
