import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Whether the caller may use a sub page; `unknown` until the rights are there. */
export type SubPageAccess = 'granted' | 'denied' | 'unknown';

/** Sub pages that not everybody may use, by extension id: paths and titles are the app's to change, ids are not. */
const GATES: Readonly<Record<string, (caller: CallerRights) => boolean>> = {
  'sub-page:control-plane/operations': caller => caller.operations !== 'none',
  'sub-page:control-plane/audit': caller => caller.mayReadAudit,
};

/**
 * Judges whether a sub page is the caller's to use.
 *
 * @remarks
 * Sub pages that other plugins or the app attach are nobody's to deny here. `caller` is undefined while the rights are being read.
 */
export function determineSubPageAccess(
  extensionId: string,
  caller: CallerRights | undefined,
): SubPageAccess {
  const gate = GATES[extensionId];
  if (!gate) {
    return 'granted';
  }
  if (!caller) {
    return 'unknown';
  }
  return gate(caller) ? 'granted' : 'denied';
}
