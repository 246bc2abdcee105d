import { ControlPlaneApi } from '../api/controlPlaneApiRef';

/**
 * An API of which a test gives the operations that it needs.
 *
 * @remarks
 * Any other operation fails with its name, so that a component which calls more than the test expects says so.
 */
export function fakeControlPlaneApi(
  operations: Partial<ControlPlaneApi> = {},
): ControlPlaneApi {
  // The proxy makes every operation that is not given.
  return new Proxy(operations as ControlPlaneApi, {
    get: (target, name, receiver) =>
      Reflect.get(target, name, receiver) ??
      (async () => {
        throw new Error(
          `Expected no call of ${String(name)}; give it to fakeControlPlaneApi`,
        );
      }),
  });
}
