import { RouteRef, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';

type EntityRouteRef = RouteRef<{
  kind: string;
  namespace: string;
  name: string;
}>;

/** A link to an entity's page in the catalog; plain text where the catalog's pages are not installed. */
export function EntityLink(props: {
  /** Full reference, e.g. `component:default/checkout`. */
  entityRef: string;
  children: ReactNode;
}) {
  // The catalog's reference serves both frontend systems; its type only names the older one.
  const entityRoute = useRouteRef(entityRouteRef as unknown as EntityRouteRef);
  const { entityRef, children } = props;
  return entityRoute ? (
    <Link
      href={entityRoute(entityRouteParams(entityRef, { encodeParams: true }))}
      title={entityRef}
    >
      {children}
    </Link>
  ) : (
    <span title={entityRef}>{children}</span>
  );
}
