import { deliveryEngineOf } from '../delivery/deliveryEngineOf';
import { Manifest } from '../manifests/Manifest';
import { PolicyPack } from '../policyPacks/PolicyPack';
import { FileSet } from './FileSet';
import { policyPackData } from './guardRails';
import { regionRoot } from './names';
import { RenderTarget } from './RenderInput';
import { Rendering } from './Rendering';
import { MANAGED_BY, withMetadata } from './requestMetadata';

/**
 * Writes what a target needs before its first request.
 *
 * @remarks
 * `bootstrap/<target>/root.yaml` is applied by an operator, once; it makes the delivery engine follow the region's
 * folder and stands outside it, so that the root does not deliver itself. The platform folder stands inside and
 * arrives by itself. It is never empty: Flux cannot prune the last request of a folder that no longer exists.
 */
export function renderTarget(
  target: RenderTarget,
  packs: readonly PolicyPack[],
): Rendering {
  const engine = deliveryEngineOf(target);
  const files = new FileSet();
  const region = regionRoot(target);
  const platform = `${region}/platform`;
  const add = (path: string, manifests: readonly Manifest[]) =>
    files.add(
      path,
      manifests.map(manifest => withMetadata(manifest, { labels: MANAGED_BY })),
    );

  add(`${platform}/policypacks.yaml`, [
    packRecord(target, packs),
    ...packs.flatMap(pack => pack.targetObjects(target)),
  ]);
  add(`${platform}/workload-access.yaml`, engine.platformObjects(target));
  files.addKustomization(platform, files.paths());
  add(`${platform}/${engine.platformFile}`, [
    engine.folder(target, {
      name: `control-plane-${target.name}-platform`,
      path: platform,
    }),
  ]);
  add(`bootstrap/${target.name}/root.yaml`, engine.root(target, region));
  return { root: platform, files: files.files(), objects: files.objects() };
}

/** In kube-public, which every cluster has: people find there which packs the target knows, and in which version. */
function packRecord(
  target: RenderTarget,
  packs: readonly PolicyPack[],
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `control-plane-${target.name}`,
      namespace: 'kube-public',
    },
    data: policyPackData(packs),
  };
}
