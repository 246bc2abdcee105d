import {
  isLabel,
  isReservedNamespace,
  MAX_LABEL_LENGTH,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InputError } from '@backstage/errors';
import { RenderClass, RenderRequest, RenderTarget } from './RenderInput';
import { RenderNamespace } from './RenderContext';

/** Folder that a request owns in the repository. */
export function requestRoot(
  request: Pick<RenderRequest, 'id' | 'team' | 'app'>,
  target: Pick<RenderTarget, 'region'>,
): string {
  return `${regionRoot(target)}/teams/${request.team}/${request.app}/${
    request.id
  }`;
}

/** Folder that everything of a region stands in. */
export function regionRoot(target: Pick<RenderTarget, 'region'>): string {
  return `clusters/${target.region}`;
}

/**
 * Names the namespaces of a request: `<team>-<app>-<id8>` for the first role, that plus `-<role>` for the others.
 *
 * @throws InputError when a name is reserved or too long. It is never cut, because two cut names can be the same.
 */
export function requestNamespaces(
  request: Pick<RenderRequest, 'id' | 'team' | 'app'>,
  roles: RenderClass['namespaces'],
): RenderNamespace[] {
  const id8 = request.id.slice('req-'.length, 'req-'.length + 8);
  const first = `${request.team}-${request.app}-${id8}`;
  return roles.map((role, index) => {
    const name = index === 0 ? first : `${first}-${role}`;
    if (name.length > MAX_LABEL_LENGTH) {
      throw new InputError(
        `request.team and request.app: expected names that make a namespace of at most ${MAX_LABEL_LENGTH} characters, got ${name.length} in "${name}"; shorten one of them or the role "${role}" of the class`,
      );
    }
    if (!isLabel(name) || isReservedNamespace(name)) {
      throw new InputError(
        `request.team and request.app: expected names that make a namespace nobody has reserved, got "${name}"`,
      );
    }
    return { role, name };
  });
}
