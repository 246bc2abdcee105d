import { RenderTarget } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Target } from '../domain/target/Target';

/** A target as rendering sees it: the repository by the address that the delivery engine uses. */
export function renderTargetOf(target: Target): RenderTarget {
  const { repository, deliveryRepositoryUrl, ...rendered } = target;
  return {
    ...rendered,
    repositoryUrl: deliveryRepositoryUrl,
    branch: repository.branch,
  };
}
