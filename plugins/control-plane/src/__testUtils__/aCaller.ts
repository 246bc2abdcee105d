import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Remy, who may create for the team platform, but for what a test says. */
export function aCaller(over: Partial<CallerRights> = {}): CallerRights {
  return {
    subject: 'user:default/remy',
    roles: ['requester'],
    create: [{ teams: ['platform'] }],
    mayDecide: false,
    operations: 'none',
    mayReadAudit: true,
    ...over,
  };
}
