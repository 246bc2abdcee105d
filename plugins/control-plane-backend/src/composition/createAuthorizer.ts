import {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AccessPolicy } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { factsOf } from '../domain/request/Request';
import { Authorizer } from '../permissions/Authorizer';
import { DefaultAuthorizer } from '../permissions/DefaultAuthorizer';
import { registerPermissions } from '../permissions/registerPermissions';
import { RequestStore } from '../store/RequestStore';

/** Makes permissions and rules known to the permission framework, and the authorizer that asks it. */
export function createAuthorizer(options: {
  access: AccessPolicy;
  permissionsRegistry: PermissionsRegistryService;
  permissions: PermissionsService;
  auth: AuthService;
  userInfo: UserInfoService;
  requests: RequestStore;
}): Authorizer {
  const ruleset = registerPermissions(options.permissionsRegistry, ids =>
    Promise.all(
      ids.map(async id => {
        const request = await options.requests.get(id);
        return request && factsOf(request);
      }),
    ),
  );
  return new DefaultAuthorizer({ ...options, ruleset });
}
