import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { PermissionRuleset } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_REQUEST,
  classReadPermission,
  descriptorReadPermission,
  operationsManagePermission,
  operationsReadPermission,
  requestCreatePermission,
  requestPermissions,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestFacts } from '../domain/request/Request';
import { FilterMatch } from '../domain/request/RequestFilter';
import { requestResourceRef } from './requestResourceRef';
import { requestRules } from './rules';

export type RequestRuleset = PermissionRuleset<
  RequestFacts,
  FilterMatch,
  typeof RESOURCE_TYPE_REQUEST
>;

/**
 * Makes permissions and rules known to the permission framework; to be called before the plugin has started.
 *
 * @param loadFacts - facts of the requests with these ids, in their order, undefined where there is none. Used when the framework judges for us,
 *   as it does for a browser that asks what to show.
 * @returns the rules that conditions of a policy are understood by.
 */
export function registerPermissions(
  registry: PermissionsRegistryService,
  loadFacts: (requestIds: string[]) => Promise<Array<RequestFacts | undefined>>,
): RequestRuleset {
  registry.addPermissions([
    classReadPermission,
    descriptorReadPermission,
    requestCreatePermission,
    operationsReadPermission,
    operationsManagePermission,
  ]);
  registry.addResourceType({
    resourceRef: requestResourceRef,
    permissions: requestPermissions,
    rules: Object.values(requestRules),
    getResources: loadFacts,
  });
  return registry.getPermissionRuleset(requestResourceRef);
}
