import { PolicyPack } from './PolicyPack';

const DEFAULT_RETENTION_DAYS = 365;

export const auditRetention: PolicyPack = {
  name: 'audit-retention',
  version: '1',
  description:
    'Tells collectors to keep events and logs, and for how many days',
  parametersSchema: {
    properties: {
      retentionDays: {
        type: 'integer',
        title: 'Retention',
        description: 'Days for which events and logs are kept',
        minimum: 90,
        maximum: 3650,
        default: DEFAULT_RETENTION_DAYS,
      },
    },
  },
  contribute: ({ parameters }) => ({
    namespaceLabels: {
      'control-plane.io/retention-days': String(parameters.retentionDays),
    },
    namespaceAnnotations: {
      'control-plane.io/collect-events': 'true',
      'control-plane.io/collect-logs': 'true',
    },
  }),
  targetObjects: () => [],
};
