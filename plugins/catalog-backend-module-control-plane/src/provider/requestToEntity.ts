import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  EntityLink,
  ResourceEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_ARGOCD_APP_SELECTOR,
  ANNOTATION_EXPIRES_AT,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_KUBERNETES_NAMESPACE,
  ANNOTATION_REQUEST_ID,
  EnvironmentRequest,
  LABEL_APP,
  LABEL_CLASS,
  LABEL_PHASE,
  LABEL_REGION,
  LABEL_REQUEST_ID,
  LABEL_TEAM,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What an entity says besides its request. */
export interface EntitySurroundings {
  /** Address of the app, without a slash at its end. */
  appBaseUrl: string;
  /** Full reference of the system that the request's component is part of. */
  system: string | undefined;
  /** Whether Argo CD delivers to the request's target. */
  deliveredByArgocd: boolean;
}

/**
 * The catalog entity that stands for a request. Pure.
 *
 * @remarks
 * Its name is the request id: it exists from the first moment and for every kind, is never reused and never changes, and whoever knows the
 * request knows the entity. A namespace's name is nicer to read, but carries only half of the id's digits, and some requests have several
 * or none. The title is for people.
 */
export function requestToEntity(
  request: EnvironmentRequest,
  surroundings: EntitySurroundings,
): ResourceEntity {
  const { id, app, team, region, kind } = request;
  const className = request.class.name;
  const location = `control-plane:${id}`;
  return {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: {
      name: id,
      title: `${app} ${className} (${region})`,
      description: `The ${kind} that team ${team} asked for as ${className} in ${region}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...annotationsOf(request, surroundings),
      },
      labels: {
        [LABEL_REQUEST_ID]: id,
        [LABEL_CLASS]: className,
        [LABEL_TEAM]: team,
        [LABEL_APP]: app,
        [LABEL_REGION]: region,
        [LABEL_PHASE]: request.phase,
      },
      links: linksOf(request, surroundings),
    },
    spec: {
      type: kind,
      owner: `group:default/${team}`,
      dependencyOf: [`component:default/${app}`],
      ...(surroundings.system && { system: surroundings.system }),
    },
  };
}

function annotationsOf(
  request: EnvironmentRequest,
  { deliveredByArgocd }: EntitySurroundings,
): Record<string, string> {
  const selector = `${LABEL_REQUEST_ID}=${request.id}`;
  const { namespaces, lease } = request;
  return {
    [ANNOTATION_REQUEST_ID]: request.id,
    ...(lease.expiresAt && { [ANNOTATION_EXPIRES_AT]: lease.expiresAt }),
    // The annotation holds one name: with several namespaces it would hide all others, and the label finds them all.
    ...(namespaces.length === 1 && {
      [ANNOTATION_KUBERNETES_NAMESPACE]: namespaces[0],
    }),
    [ANNOTATION_KUBERNETES_LABEL_SELECTOR]: selector,
    // A request can have two Applications, and the plugins refuse an entity with both a name and a selector.
    ...(deliveredByArgocd && { [ANNOTATION_ARGOCD_APP_SELECTOR]: selector }),
  };
}

function linksOf(
  { id, published }: EnvironmentRequest,
  { appBaseUrl }: EntitySurroundings,
): EntityLink[] {
  return [
    {
      title: 'Request',
      url: `${appBaseUrl}/control-plane/requests/${id}`,
      icon: 'dashboard',
    },
    ...(published?.commitUrl
      ? [{ title: 'Commit', url: published.commitUrl, icon: 'code' }]
      : []),
  ];
}
