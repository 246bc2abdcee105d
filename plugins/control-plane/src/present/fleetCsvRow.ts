import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Names of the columns: those of the API, so that a file reads the same in every language. */
export const FLEET_CSV_HEADER = [
  'id',
  'namespace',
  'phase',
  'team',
  'app',
  'class',
  'class revision',
  'region',
  'target',
  'requester',
  'owner',
  'monthly cost',
  'currency',
  'lease hours',
  'lease ends',
  'drifted paths',
  'commit',
  'created',
  'updated',
] as const;

export function fleetCsvRow(
  request: EnvironmentRequest,
): Array<string | number | undefined> {
  return [
    request.id,
    request.namespaces[0],
    request.phase,
    request.team,
    request.app,
    request.class.name,
    request.class.revision,
    request.region,
    request.target,
    request.requester,
    request.owner,
    request.cost.monthly,
    request.cost.currency,
    request.lease.hours,
    request.lease.expiresAt,
    request.driftedPaths,
    request.published?.commit,
    request.createdAt,
    request.updatedAt,
  ];
}
