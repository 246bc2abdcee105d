import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { rootRouteRef } from './routes';

export const controlPlanePage = PageBlueprint.make({
  params: {
    path: '/control-plane',
    title: 'Control plane',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
  },
});

/** My requests, and below it the page of each request. */
export const requestsSubPage = SubPageBlueprint.make({
  name: 'requests',
  params: {
    path: 'requests',
    title: 'My requests',
    loader: () =>
      import('./components/RequestsSubPage').then(m => <m.RequestsSubPage />),
  },
});

/** The approval inbox, and below it the screen of each decision. */
export const approvalsSubPage = SubPageBlueprint.make({
  name: 'approvals',
  params: {
    path: 'approvals',
    title: 'Approvals',
    loader: () =>
      import('./components/ApprovalsSubPage').then(m => <m.ApprovalsSubPage />),
  },
});

/** The gallery of classes, and below it a class and its form. */
export const classesSubPage = SubPageBlueprint.make({
  name: 'classes',
  params: {
    path: 'classes',
    title: 'Classes',
    loader: () =>
      import('./components/ClassesSubPage').then(m => <m.ClassesSubPage />),
  },
});

export const fleetSubPage = SubPageBlueprint.make({
  name: 'fleet',
  params: {
    path: 'fleet',
    title: 'Fleet',
    loader: () =>
      import('./components/FleetSubPage').then(m => <m.FleetSubPage />),
  },
});

export const operationsSubPage = SubPageBlueprint.make({
  name: 'operations',
  params: {
    path: 'operations',
    title: 'Operations',
    loader: () =>
      import('./components/OperationsSubPage').then(m => (
        <m.OperationsSubPage />
      )),
  },
});

export const auditSubPage = SubPageBlueprint.make({
  name: 'audit',
  params: {
    path: 'audit',
    title: 'Audit',
    loader: () =>
      import('./components/AuditSubPage').then(m => <m.AuditSubPage />),
  },
});
