import { InputError } from '@backstage/errors';
import {
  digestJson,
  EnvironmentClassSpec,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  defaultClasses,
  Renderer,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ClassOrigin } from '../domain/classes/ClassRevision';
import { TargetDirectory } from '../domain/target/Target';
import { ClassStore } from '../store/ClassStore';

interface OfferedClass {
  spec: EnvironmentClassSpec;
  origin: ClassOrigin;
  /** Where an operator finds it. */
  path: string;
}

/** The classes that are offered: the operator's own, then those of the catalog and the shipped ones whose names are not taken. */
export function offeredClasses(
  config: {
    classes: readonly EnvironmentClassSpec[];
    defaultClasses: boolean;
  },
  fromCatalog: readonly EnvironmentClassSpec[] = [],
): OfferedClass[] {
  const own = config.classes.map((spec, index) => ({
    spec,
    origin: 'config' as const,
    path: `controlPlane.classes[${index}]`,
  }));
  const configured = new Set(own.map(({ spec }) => spec.name));
  const described = fromCatalog.filter(({ name }) => !configured.has(name));
  const taken = new Set([...configured, ...described.map(({ name }) => name)]);
  const shipped = config.defaultClasses ? defaultClasses : [];
  return [
    ...own,
    ...described.map(spec => ({
      spec,
      origin: 'catalog' as const,
      path: `the class ${spec.name} of the catalog`,
    })),
    ...shipped
      .filter(({ name }) => !taken.has(name))
      .map(spec => ({
        spec,
        origin: 'default' as const,
        path: `the shipped class ${spec.name}`,
      })),
  ];
}

/**
 * Makes the configured and shipped classes the current ones. Idempotent.
 *
 * @throws InputError with the path of the key when a class names a kind, profile, pack or region that there is not: the backend must not
 * start and then fail with each request.
 */
export async function seedClasses(options: {
  classes: ClassStore;
  renderer: Renderer;
  targets: TargetDirectory;
  offered: readonly OfferedClass[];
}): Promise<void> {
  const { classes, renderer, targets, offered } = options;
  const errors = offered.flatMap(({ spec, origin, path }) => [
    ...renderer
      .validateClass(spec)
      .map(
        ({ field, expected, got }) =>
          `${path}.${field}: expected ${expected}, got ${got}`,
      ),
    // A shipped class may name a region that this installation lacks: it is offered in the others.
    ...(origin === 'config'
      ? spec.regions
          .filter(region => !targets.forRegion(region))
          .map(
            region =>
              `${path}.regions: expected regions that have a target in controlPlane.targets, got ${region}`,
          )
      : []),
  ]);
  if (errors.length > 0) {
    throw new InputError(`A class is wrong: ${errors.join('; ')}`);
  }
  await classes.seed(
    offered.map(({ spec, origin }) => ({
      name: spec.name,
      digest: digestJson(spec),
      origin,
      spec,
    })),
  );
}
