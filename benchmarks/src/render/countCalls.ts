/** Counts the calls of a method from now on; what it does stays the same. */
export function countCalls<K extends string>(
  owner: Record<K, (...args: never[]) => unknown>,
  name: K,
): () => number {
  const original = owner[name];
  let calls = 0;
  owner[name] = function counted(this: unknown, ...args: never[]) {
    calls += 1;
    return original.apply(this, args);
  };
  return () => calls;
}
