import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { controlPlaneApi, controlPlaneLinksApi } from './apis';
import { draftsElement } from './draftsElement';
import { entityCards } from './entityCards';
import { entityContents } from './entityContents';
import { formFields } from './formFields';
import {
  approvalsSubPage,
  auditSubPage,
  classesSubPage,
  controlPlanePage,
  fleetSubPage,
  operationsSubPage,
  requestsSubPage,
} from './pages';
import {
  approvalRouteRef,
  createRequestRouteRef,
  requestRouteRef,
  rootRouteRef,
} from './routes';

/** Pages, entity tabs and form fields of the platform control plane. */
export default createFrontendPlugin({
  pluginId: 'control-plane',
  title: 'Control plane',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    approval: approvalRouteRef,
    createRequest: createRequestRouteRef,
  },
  extensions: [
    controlPlaneApi,
    controlPlaneLinksApi,
    draftsElement,
    controlPlanePage,
    requestsSubPage,
    approvalsSubPage,
    classesSubPage,
    fleetSubPage,
    operationsSubPage,
    auditSubPage,
    ...entityContents,
    ...entityCards,
    ...formFields,
  ],
});
