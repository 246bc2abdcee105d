import {
  coreExtensionData,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { ControlPlanePage } from './components/ControlPlanePage';
import { rootRouteRef } from './routes';

const TITLE = 'Control plane';

/**
 * The page itself.
 *
 * @remarks
 * Everything of `PageBlueprint` but the element: the titles of tabs are fixed there when the app starts, and ours count what waits and leave
 * out what the caller may not use. Sub pages attach to the same input, and path and title are configured as usual.
 */
export const controlPlanePage = PageBlueprint.makeWithOverrides({
  *factory(originalFactory, { config, inputs, node }) {
    const icon = <RiServerLine />;
    const blueprint = originalFactory({
      path: '/control-plane',
      title: TITLE,
      icon,
      routeRef: rootRouteRef,
    });
    for (const data of blueprint) {
      if (data.id !== coreExtensionData.reactElement.id) {
        yield data;
      }
    }
    yield coreExtensionData.reactElement(
      <ControlPlanePage
        pluginId={node.spec.plugin.pluginId}
        title={config.title ?? TITLE}
        icon={icon}
        subPages={inputs.pages.map(page => {
          const path = page.get(coreExtensionData.routePath);
          return {
            node: page.node,
            path,
            title: page.get(coreExtensionData.title) ?? path,
            icon: page.get(coreExtensionData.icon),
            element: page.get(coreExtensionData.reactElement),
          };
        })}
      />,
    );
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
