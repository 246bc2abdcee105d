import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createClassesListAction } from './actions/classes/list';
import { createComponentCheckFreeAction } from './actions/component/checkFree';
import { createGitopsPublishAction } from './actions/gitops/publish';
import { createManifestsRenderAction } from './actions/manifests/render';
import { createRequestCreateAction } from './actions/request/create';
import { createRequestDeleteAction } from './actions/request/delete';
import { createRequestExtendAction } from './actions/request/extend';
import { createRequestUpdateAction } from './actions/request/update';
import { createRequestWaitAction } from './actions/request/wait';
import { SystemClock } from './Clock';
import { ControlPlaneConnector } from './ControlPlaneConnector';

/**
 * Adds the actions `control-plane:*` to the scaffolder. A task acts as the person who started it.
 *
 * @public
 */
export const scaffolderModuleControlPlane = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'control-plane',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, catalog, discovery, scaffolder }) {
        const services = {
          catalog,
          clock: new SystemClock(),
          controlPlane: ControlPlaneConnector.create({ auth, discovery }),
        };
        scaffolder.addActions(
          createRequestCreateAction(services),
          createRequestUpdateAction(services),
          createRequestExtendAction(services),
          createRequestDeleteAction(services),
          createRequestWaitAction(services),
          createManifestsRenderAction(services),
          createGitopsPublishAction(services),
          createClassesListAction(services),
          createComponentCheckFreeAction(services),
        );
      },
    });
  },
});
