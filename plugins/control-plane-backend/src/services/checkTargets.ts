import { InputError, isError } from '@backstage/errors';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Target, TargetDirectory } from '../domain/target/Target';
import { renderTargetFiles } from './renderTargetFiles';

/** A target and what identifies its files: they follow from configuration and product, which stay as they are while the process lives. */
export interface CheckedTarget {
  target: Target;
  digest: string;
  paths: string[];
}

/**
 * Renders what every target shares, to see that it can be rendered and what it comes to.
 *
 * @throws InputError with the path of the key of each target that cannot: the backend must not start and then fail with each request.
 */
export function checkTargets(options: {
  targets: TargetDirectory;
  renderer: Renderer;
}): CheckedTarget[] {
  const { targets, renderer } = options;
  const errors: string[] = [];
  const checked = targets.list().flatMap((target, index) => {
    try {
      const { digest, paths } = renderTargetFiles(renderer, target);
      return [{ target, digest, paths }];
    } catch (error) {
      if (isError(error) && error.name === 'InputError') {
        errors.push(`controlPlane.targets[${index}].${error.message}`);
        return [];
      }
      throw error;
    }
  });
  if (errors.length > 0) {
    throw new InputError(`A target is wrong: ${errors.join('; ')}`);
  }
  return checked;
}
