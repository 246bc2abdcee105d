import {
  ChangeRequestBody,
  CreateRequestBody,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { NewRequest, RequestChange } from '../../services/RequestService';
import { parseEntityName, parseOwner } from './parseEntityName';

export function parseNewRequest(body: CreateRequestBody): NewRequest {
  return {
    class: body.class,
    team: parseEntityName('team', body.team, 'group'),
    app: parseEntityName('app', body.app, 'component'),
    region: body.region,
    leaseHours: body.leaseHours,
    owner:
      body.owner === undefined ? undefined : parseOwner('owner', body.owner),
    source: body.source,
    labels: body.labels ?? {},
    parameters: body.parameters ?? {},
    extraManifests: body.extraManifests,
    reason: body.reason ?? '',
  };
}

export function parseRequestChange(body: ChangeRequestBody): RequestChange {
  return {
    source: body.source,
    owner:
      body.owner === undefined ? undefined : parseOwner('owner', body.owner),
    labels: body.labels,
    parameters: body.parameters,
    extraManifests: body.extraManifests,
    toCurrentClass: body.classRevision === 'current',
    reason: body.reason ?? '',
  };
}
