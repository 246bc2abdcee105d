import { InputError, isError } from '@backstage/errors';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { TargetDirectory } from '../domain/target/Target';
import { renderTargetOf } from './renderTargetOf';

/**
 * Renders what every target shares, to see that it can be rendered.
 *
 * @throws InputError with the path of the key of each target that cannot: the backend must not start and then fail with each request.
 */
export function checkTargets(options: {
  targets: TargetDirectory;
  renderer: Renderer;
}): void {
  const { targets, renderer } = options;
  const errors = targets.list().flatMap((target, index) => {
    try {
      renderer.renderTarget(renderTargetOf(target));
      return [];
    } catch (error) {
      if (isError(error) && error.name === 'InputError') {
        return [`controlPlane.targets[${index}].${error.message}`];
      }
      throw error;
    }
  });
  if (errors.length > 0) {
    throw new InputError(`A target is wrong: ${errors.join('; ')}`);
  }
}
