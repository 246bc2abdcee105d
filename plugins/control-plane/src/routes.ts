import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page of the control plane; its tabs are sub pages below it. */
export const rootRouteRef = createRouteRef();

/** Everything about one request. */
export const requestRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/requests/:id',
});

/** Where one decides on one revision of a request. */
export const approvalRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/approvals/:id/:generation',
});

/** Asks for something of a class, in a form that comes from the class. */
export const createRequestRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/classes/:name/request',
});
