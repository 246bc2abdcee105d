import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * What people call a request.
 *
 * @remarks
 * Its application's namespace carries team, component and eight digits of the id, is unique, and is what they meet in the
 * cluster. What made no namespace is called by its id.
 */
export function requestName(
  request: Pick<EnvironmentRequest, 'id' | 'namespaces'>,
): string {
  return request.namespaces[0] ?? request.id;
}
