import { InputError } from '@backstage/errors';
import { FieldError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { deliveryEngineOf } from '../delivery/deliveryEngineOf';
import { readExtraManifests } from '../extraManifests/readExtraManifests';
import { Kind } from '../kinds/Kind';
import { Manifest } from '../manifests/Manifest';
import { PolicyPack } from '../policyPacks/PolicyPack';
import { composePolicyPacks } from './composePolicyPacks';
import { FileSet } from './FileSet';
import {
  GUARD_RAIL_FILES,
  isolationObjects,
  limitRangeObjects,
  namespaceObjects,
  policyPackRecord,
  quotaObjects,
} from './guardRails';
import { requestRoot } from './names';
import { RenderContext } from './RenderContext';
import { Rendering } from './Rendering';
import {
  extraLabels,
  requestAnnotations,
  requestLabels,
  withMetadata,
} from './requestMetadata';

/** File of the guard rails that objects of a pack join, by their kind. */
const FILE_OF_KIND: Record<string, string> = {
  ResourceQuota: GUARD_RAIL_FILES.quotas,
  LimitRange: GUARD_RAIL_FILES.limitRanges,
  NetworkPolicy: GUARD_RAIL_FILES.networkPolicies,
};

const WORKLOAD_ACCESS_FILE = 'workload-access.yaml';

/** Files of that name tell a delivery engine what to do. */
const DELIVERY_FILE = /^(?:argocd|flux)-/;

const RESERVED_FILES: string[] = [
  'kustomization.yaml',
  WORKLOAD_ACCESS_FILE,
  ...Object.values(GUARD_RAIL_FILES),
];

/** A rendering, or what is wrong with the files that the team brings. */
export type RenderResult =
  | { type: 'rendered'; rendering: Rendering }
  | { type: 'invalid'; errors: FieldError[] };

/** Writes the folder of one request: what the cluster gets, and beside it what tells the delivery engine to fetch it. */
export function renderRequest(
  context: RenderContext,
  kind: Kind,
  packs: readonly PolicyPack[],
): RenderResult {
  const root = requestRoot(context.request, context.target);
  const files = new FileSet();
  const labels = requestLabels(context);
  const add = (name: string, manifests: readonly Manifest[]) =>
    files.add(
      `${root}/${name}`,
      manifests.map(manifest => withMetadata(manifest, { labels })),
    );

  const composed = composePolicyPacks(packs, context);
  add(GUARD_RAIL_FILES.namespaces, namespaceObjects(context, composed));
  add(GUARD_RAIL_FILES.quotas, quotaObjects(context));
  add(
    GUARD_RAIL_FILES.limitRanges,
    limitRangeObjects(context, composed.containerLimits),
  );
  add(GUARD_RAIL_FILES.networkPolicies, isolationObjects(context));
  add(GUARD_RAIL_FILES.policyPacks, [policyPackRecord(context, packs)]);
  for (const manifest of composed.objects) {
    assertInside(context, manifest, 'a policy pack');
    add(FILE_OF_KIND[manifest.kind] ?? GUARD_RAIL_FILES.policyPacks, [
      manifest,
    ]);
  }
  for (const { name, objects } of kind.render(context)) {
    assertKindFile(kind, name);
    objects.forEach(manifest =>
      assertInside(context, manifest, `kind ${kind.name}`),
    );
    add(name, objects);
  }
  // After everything of ours, so that a name that is taken is known to be.
  const errors = addExtraManifests(files, context, root);
  if (errors.length > 0) {
    return { type: 'invalid', errors };
  }
  addDelivery({ context, kind, root, files, add });
  return {
    type: 'rendered',
    rendering: { root, files: files.files(), objects: files.objects() },
  };
}

/** Adds what the team brings, or tells what is wrong with it and adds nothing. */
function addExtraManifests(
  files: FileSet,
  context: RenderContext,
  root: string,
): FieldError[] {
  const extra = readExtraManifests({
    files: context.request.extraManifests ?? [],
    namespaces: context.namespaces.map(({ name }) => name),
    taken: {
      hasFile: name =>
        RESERVED_FILES.includes(name) ||
        DELIVERY_FILE.test(name) ||
        files.has(`${root}/${name}`),
      hasObject: manifest => files.hasObject(manifest),
    },
  });
  if (extra.type === 'invalid') {
    return extra.errors;
  }
  for (const { name, objects } of extra.files) {
    files.add(
      `${root}/${name}`,
      objects.map(manifest =>
        withMetadata(manifest, {
          labels: extraLabels(context, manifest.metadata.labels),
        }),
      ),
    );
  }
  return [];
}

interface DeliveryParts {
  context: RenderContext;
  kind: Kind;
  root: string;
  files: FileSet;
  add: (name: string, manifests: readonly Manifest[]) => void;
}

/** Comes last: what stands in the kustomization is what was there before the delivery objects. */
function addDelivery({ context, kind, root, files, add }: DeliveryParts): void {
  const { request, target } = context;
  const engine = deliveryEngineOf(target);
  const { url, ref, path } = request.source ?? {};
  const workload =
    kind.deliversSource && url && ref && path ? { url, ref, path } : undefined;
  // Also without a workload: a source that lost its path leaves one behind that has yet to be removed.
  if (kind.deliversSource) {
    add(WORKLOAD_ACCESS_FILE, engine.workloadAccess(context));
  }
  files.addKustomization(root, files.paths());
  add(engine.requestFile, [
    withMetadata(engine.folder(target, { name: request.id, path: root }), {
      labels: {},
      annotations: requestAnnotations(context),
    }),
  ]);
  if (workload) {
    add(engine.workloadFile, engine.workload(context, workload));
  }
}

/**
 * A request owns its namespaces and nothing else in a cluster.
 *
 * @throws InputError for an object elsewhere, and for a Secret: whoever reads the repository would read it.
 */
function assertInside(
  context: RenderContext,
  manifest: Manifest,
  origin: string,
): void {
  const { kind, metadata } = manifest;
  const names = context.namespaces.map(({ name }) => name);
  if (!metadata.namespace || !names.includes(metadata.namespace)) {
    throw new InputError(
      `${kind} "${
        metadata.name
      }" of ${origin}: expected a namespace of the request (${names.join(
        ', ',
      )}), got ${metadata.namespace ?? 'none'}`,
    );
  }
  if (kind === 'Secret') {
    throw new InputError(
      `Secret "${metadata.name}" of ${origin}: expected no Secret in Git, got one; render a reference such as an ExternalSecret`,
    );
  }
}

function assertKindFile(kind: Kind, name: string): void {
  if (
    !/^[a-z0-9][-a-z0-9]*\.yaml$/.test(name) ||
    DELIVERY_FILE.test(name) ||
    RESERVED_FILES.includes(name)
  ) {
    throw new InputError(
      `kind ${kind.name}: expected a file name of its own such as database.yaml, not beginning with argocd- or flux-, got "${name}"`,
    );
  }
}
