import { loadAll } from 'js-yaml';
import { Manifest } from '../manifests';
import { Rendering } from '../render';

function isManifest(value: unknown): value is Manifest {
  return value !== null && typeof value === 'object' && 'kind' in value;
}

/** All objects of a rendering as a cluster or engine would read them, without kustomizations of the kustomize program. */
export function readObjects(rendering: Rendering): Manifest[] {
  return rendering.files
    .filter(({ path }) => !path.endsWith('/kustomization.yaml'))
    .flatMap(({ content }) => loadAll(content))
    .filter(isManifest);
}

/** The one object of that kind and name in the first namespace that has it. */
export function objectNamed(
  objects: readonly Manifest[],
  kind: string,
  name: string,
): Manifest {
  const found = objects.find(
    object => object.kind === kind && object.metadata.name === name,
  );
  if (!found) {
    throw new Error(
      `Expected ${kind} ${name} among ${objects
        .map(object => `${object.kind} ${object.metadata.name}`)
        .join(', ')}`,
    );
  }
  return found;
}
