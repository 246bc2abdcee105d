import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Manifest } from '../manifests/Manifest';
import { toCheckedYaml } from '../manifests/toYaml';
import { RenderedFile, RenderedObject } from './Rendering';

/** Collects manifests by file and writes them. */
export class FileSet {
  readonly #manifests = new Map<string, Manifest[]>();
  readonly #identities = new Map<string, Manifest>();
  readonly #plain = new Map<string, JsonObject>();

  /**
   * Adds objects to a file, after those that are there.
   *
   * @remarks
   * Two packs may ask for the same object; it is written once.
   *
   * @throws ConflictError when an object of that name is there already and differs.
   */
  add(path: string, manifests: readonly Manifest[]): void {
    for (const manifest of manifests) {
      const identity = identityOf(manifest);
      const other = this.#identities.get(identity);
      if (other) {
        assertSame(other, manifest, identity);
      } else {
        this.#identities.set(identity, manifest);
        this.#manifests.set(path, [
          ...(this.#manifests.get(path) ?? []),
          manifest,
        ]);
      }
    }
  }

  has(path: string): boolean {
    return this.#manifests.has(path) || this.#plain.has(path);
  }

  /** Whether an object of that group, kind, namespace and name is there. */
  hasObject(manifest: Manifest): boolean {
    return this.#identities.has(identityOf(manifest));
  }

  /** Writes the `kustomization.yaml` of a folder; `resources` are paths of this set inside that folder. */
  addKustomization(folder: string, resources: readonly string[]): void {
    this.#plain.set(`${folder}/kustomization.yaml`, {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: resources.map(path => path.slice(folder.length + 1)),
    });
  }

  /** Paths with objects in them, sorted. */
  paths(): string[] {
    return [...this.#manifests.keys()].sort();
  }

  /** @throws InputError when a manifest holds text that delivery engines or people would misread. */
  files(): RenderedFile[] {
    const documents: Array<[string, JsonObject[]]> = [
      ...this.#manifests,
      ...[...this.#plain].map(([path, document]): [string, JsonObject[]] => [
        path,
        [document],
      ]),
    ];
    return documents
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, contents]) => ({
        path,
        content: toCheckedYaml(contents, path),
      }));
  }

  objects(): RenderedObject[] {
    return this.paths().flatMap(path =>
      (this.#manifests.get(path) ?? []).map(
        ({ apiVersion, kind, metadata }) => ({
          apiVersion,
          kind,
          ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
          name: metadata.name,
          path,
        }),
      ),
    );
  }
}

/** Two versions of one API group name the same object, so the version is no part of it. */
function identityOf({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata.namespace ?? '', metadata.name].join('/');
}

function assertSame(a: Manifest, b: Manifest, identity: string): void {
  if (!isDeepStrictEqual(a, b) && canonicalJson(a) !== canonicalJson(b)) {
    throw new ConflictError(
      `Expected one ${identity}, got two that differ; the kind or the policy packs of the class contradict each other`,
    );
  }
}
