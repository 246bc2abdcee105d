import {
  AppNode,
  BreadcrumbEntry,
  IconElement,
  pluginHeaderActionsApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import {
  Legible,
  useCaller,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactElement } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { determineSubPageAccess } from './determineSubPageAccess';
import { NoSuchPage } from './NoSuchPage';
import { SubPageGate } from './SubPageGate';
import { usePageLayout } from './usePageLayout';
import { useTabLabel } from './useTabLabel';

/** What a sub page brings, as the app configured it. */
export interface SubPage {
  node: AppNode;
  path: string;
  title: string;
  element: ReactElement;
  icon?: IconElement;
}

/**
 * The page with one tab for each sub page that the caller may use.
 *
 * @remarks
 * Stands in for what `PageBlueprint` draws by itself, whose tabs are fixed when the app starts. A direct link to a sub page that the caller
 * may not use shows why; its tab stays hidden.
 */
export function ControlPlanePage(props: {
  pluginId: string;
  title: string;
  icon: IconElement;
  subPages: readonly SubPage[];
}) {
  const { pluginId, title, icon, subPages } = props;
  const caller = useCaller();
  const rights = caller.status === 'ready' ? caller.value : undefined;
  const tabLabel = useTabLabel(rights);
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions(pluginId);
  const Layout = usePageLayout();
  const titleLink = useRouteRef(rootRouteRef)?.();
  // Rights that could not be read hide nothing: the sub page itself then says what is wrong.
  const isShown = ({ node }: SubPage) =>
    caller.status === 'failed' ||
    determineSubPageAccess(node.spec.id, rights) === 'granted';

  return (
    <Layout
      title={title}
      icon={icon}
      titleLink={titleLink}
      headerActions={headerActions}
      tabs={subPages.filter(isShown).map(subPage => ({
        id: subPage.path,
        label: tabLabel(subPage),
        icon: subPage.icon,
        href: subPage.path,
      }))}
    >
      <Legible>
        <Routes>
          {subPages.length > 0 && (
            <Route index element={<Navigate to={subPages[0].path} replace />} />
          )}
          {subPages.map(subPage => (
            <Route
              key={subPage.node.spec.id}
              path={`${subPage.path}/*`}
              element={
                <BreadcrumbEntry
                  entry={{ label: subPage.title, href: subPage.path }}
                >
                  <SubPageGate
                    title={subPage.title}
                    access={
                      caller.status === 'failed'
                        ? 'granted'
                        : determineSubPageAccess(subPage.node.spec.id, rights)
                    }
                  >
                    {subPage.element}
                  </SubPageGate>
                </BreadcrumbEntry>
              }
            />
          ))}
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
      </Legible>
    </Layout>
  );
}
