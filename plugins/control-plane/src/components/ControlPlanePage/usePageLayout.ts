import {
  PageLayout,
  PageLayoutProps,
  swappableComponentsApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { ComponentType, useMemo } from 'react';

/**
 * The app's page layout as one component for as long as the page is shown.
 *
 * @remarks
 * `PageLayout` asks for the app's component each time it renders, and Backstage 1.55 answers with another function each time. React then
 * mounts everything within anew: a tab that counts would throw away what is being typed below it.
 */
export function usePageLayout(): ComponentType<PageLayoutProps> {
  const components = useApi(swappableComponentsApiRef);
  return useMemo(() => components.getComponent(PageLayout.ref), [components]);
}
