import {
  CallerRights as WireRights,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  callerRef,
  RequestScope,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ActionVerdict } from '../../domain/request/judgeActions';
import { CallerRights } from '../../permissions/Authorizer';

export function presentRights(rights: CallerRights): WireRights {
  return {
    subject: callerRef(rights.caller),
    roles: rights.roles,
    create: rights.create.map(presentScope),
    mayDecide: rights.mayDecide,
    operations: rights.operations,
    mayReadAudit: rights.mayReadAudit,
  };
}

function presentScope({
  teams,
  classes,
  regions,
}: RequestScope): WireRights['create'][number] {
  return {
    teams: teams && [...teams],
    classes: classes && [...classes],
    regions: regions && [...regions],
  };
}

export function presentAction(verdict: ActionVerdict): RequestActionVerdict {
  return {
    action: verdict.action,
    generation: verdict.generation,
    allowed: verdict.verdict.type === 'allowed',
    reason:
      verdict.verdict.type === 'denied' ? verdict.verdict.reason : undefined,
  };
}
