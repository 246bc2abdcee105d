import { ControlPlaneApi } from '@platform-control-plane/backstage-plugin-control-plane-react';

/** An API of which a test answers some operations; any other one fails and says its name. */
export function anApi(operations: Partial<ControlPlaneApi>): ControlPlaneApi {
  return new Proxy(operations, {
    get: (target, name: keyof ControlPlaneApi) =>
      target[name] ??
      (() =>
        Promise.reject(
          new Error(`The test does not expect a call of ${String(name)}`),
        )),
  }) as ControlPlaneApi;
}
