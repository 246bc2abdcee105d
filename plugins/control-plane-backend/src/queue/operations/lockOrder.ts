/**
 * The order in which statements write jobs that others may write, too: by kind and key, so that two of them cannot lock each
 * other out.
 *
 * @remarks
 * Characters are compared by their codes, as everywhere in the same way, whatever the language of the machine.
 */
export function inLockOrder(
  a: { kind: string; key: string },
  b: { kind: string; key: string },
): number {
  return compare(a.kind, b.kind) || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
