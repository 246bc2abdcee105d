import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of the permissions that speak of one request. */
export const RESOURCE_TYPE_REQUEST = 'control-plane-request';

/** See the classes. Without it the list of classes answers 403. */
export const classReadPermission = createPermission({
  name: 'control-plane.class.read',
  attributes: { action: 'read' },
});

/** Ask for something new. The team rule comes on top: the caller belongs to the team unless an admin. */
export const requestCreatePermission = createPermission({
  name: 'control-plane.request.create',
  attributes: { action: 'create' },
});

/** See a request, its revisions, plans, manifests, jobs, publications and drift. What is denied looks as if it did not exist. */
export const requestReadPermission = createPermission({
  name: 'control-plane.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Ask for a change or an extension of a request. */
export const requestUpdatePermission = createPermission({
  name: 'control-plane.request.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Ask for a request to be torn down. */
export const requestDeletePermission = createPermission({
  name: 'control-plane.request.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Take an open revision back. */
export const requestWithdrawPermission = createPermission({
  name: 'control-plane.request.withdraw',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Approve or reject a revision. Never one's own, whatever a policy says. */
export const requestApprovePermission = createPermission({
  name: 'control-plane.request.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Enqueue a reconcile; replay or cancel a job of the request. */
export const requestReconcilePermission = createPermission({
  name: 'control-plane.request.reconcile',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Read who did what to a request. */
export const auditReadPermission = createPermission({
  name: 'control-plane.audit.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** See targets, queue and lanes. */
export const operationsReadPermission = createPermission({
  name: 'control-plane.operations.read',
  attributes: { action: 'read' },
});

/** Act on targets, queue and lanes. */
export const operationsManagePermission = createPermission({
  name: 'control-plane.operations.manage',
  attributes: { action: 'update' },
});

/** See what became of the descriptors in the catalog. Their entities show the same to whoever may see them. */
export const descriptorReadPermission = createPermission({
  name: 'control-plane.descriptor.read',
  attributes: { action: 'read' },
});

export const requestPermissions = [
  requestReadPermission,
  requestUpdatePermission,
  requestDeletePermission,
  requestWithdrawPermission,
  requestApprovePermission,
  requestReconcilePermission,
  auditReadPermission,
];

/** Every permission of the control plane, for registration and for policy authors. */
export const controlPlanePermissions = [
  classReadPermission,
  requestCreatePermission,
  ...requestPermissions,
  operationsReadPermission,
  operationsManagePermission,
  descriptorReadPermission,
];
