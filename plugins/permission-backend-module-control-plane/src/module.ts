import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { AccessPolicy } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { AllowAllPolicy } from './AllowAllPolicy';
import { ControlPlaneRolePolicy } from './ControlPlaneRolePolicy';

/**
 * Sets the role policy as the policy of this Backstage; every other plugin's permissions are allowed.
 *
 * @remarks
 * A backend has one policy. To combine this one with another, write a module that gives the other one to {@link ControlPlaneRolePolicy} as its
 * delegate.
 *
 * @public
 */
export const permissionModuleControlPlane = createBackendModule({
  pluginId: 'permission',
  moduleId: 'control-plane',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new ControlPlaneRolePolicy({
            access: AccessPolicy.fromConfig(config),
            userInfo,
            delegate: new AllowAllPolicy(),
          }),
        );
      },
    });
  },
});
