import {
  classReadPermission,
  descriptorReadPermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * What plugins of the same Backstage may do without a role.
 *
 * @remarks
 * The catalog shows every live request as an entity and what became of every descriptor on it, so its plugin reads all of them. It may
 * change nothing: no role is implied, and who sees the entities is the catalog's own matter. Search indexes requests and classes, and asks
 * for each hit whether the person who searches may see it. Backstage itself issues tokens with a subject `plugin:…` to its own plugins only.
 */
const grants: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'plugin:catalog',
    [requestReadPermission.name, descriptorReadPermission.name],
  ],
  ['plugin:search', [classReadPermission.name, requestReadPermission.name]],
]);

/** Whether the service may use the permission everywhere because of what it is. */
export function isGrantedToPlugin(
  subject: string,
  permission: string,
): boolean {
  return grants.get(subject)?.includes(permission) ?? false;
}
