import {
  LABEL_APP,
  LABEL_CLASS,
  LABEL_REQUEST_ID,
  LABEL_TEAM,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ANNOTATION_CLASS_DIGEST,
  ANNOTATION_OWNER,
  ANNOTATION_SOURCE_PATH,
  ANNOTATION_SOURCE_REF,
  ANNOTATION_SOURCE_URL,
  TEAM_LABEL_PREFIX,
} from '../manifests/names';
import { Manifest } from '../manifests/Manifest';
import { RenderContext } from './RenderContext';

/** Of everything that the product writes. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'control-plane' };

/**
 * Labels of every object of a request.
 *
 * @remarks
 * `app.kubernetes.io/instance` is the request id and so is the name of the Argo CD Application: where Argo CD still
 * tracks by that label, both write the same value.
 */
export function requestLabels(
  context: Pick<RenderContext, 'request' | 'class'>,
): Record<string, string> {
  const { request } = context;
  return {
    ...MANAGED_BY,
    'app.kubernetes.io/instance': request.id,
    'app.kubernetes.io/name': request.kind,
    'app.kubernetes.io/part-of': request.app,
    [LABEL_APP]: request.app,
    [LABEL_CLASS]: context.class.name,
    [LABEL_REQUEST_ID]: request.id,
    [LABEL_TEAM]: request.team,
  };
}

/** What a team may say itself about the objects that it brings; whose they are it may not. */
const OWN_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/part-of'];

/** Labels that are added to an object that a team brings and that has `own` ones. */
export function extraLabels(
  context: Pick<RenderContext, 'request' | 'class'>,
  own: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requestLabels(context)).filter(
      ([label]) => !(OWN_LABELS.includes(label) && own[label] !== undefined),
    ),
  );
}

/** What people want to know about a request, on its namespaces and its delivery object. */
export function requestAnnotations(
  context: Pick<RenderContext, 'request' | 'class'>,
): Record<string, string> {
  const { owner, source } = context.request;
  return {
    [ANNOTATION_CLASS_DIGEST]: context.class.digest,
    [ANNOTATION_OWNER]: owner,
    ...(source && {
      [ANNOTATION_SOURCE_URL]: source.url,
      [ANNOTATION_SOURCE_REF]: source.ref,
      ...(source.path && { [ANNOTATION_SOURCE_PATH]: source.path }),
    }),
  };
}

/** The team's own labels under a prefix that no controller listens to. */
export function teamLabels(
  labels: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [
      `${TEAM_LABEL_PREFIX}${key}`,
      value,
    ]),
  );
}

/** The same object with more labels and annotations; those given here win over its own. */
export function withMetadata(
  manifest: Manifest,
  added: {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  },
): Manifest {
  const { labels, annotations } = manifest.metadata;
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      labels: { ...labels, ...added.labels },
      ...(annotations || added.annotations
        ? { annotations: { ...annotations, ...added.annotations } }
        : {}),
    },
  };
}
