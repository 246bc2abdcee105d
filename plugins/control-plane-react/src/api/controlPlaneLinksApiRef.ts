import { createApiRef, useApiHolder } from '@backstage/frontend-plugin-api';

/** The tabs of a request's page. */
export const REQUEST_TABS = [
  'overview',
  'manifests',
  'changes',
  'drift',
  'approvals',
  'jobs',
  'audit',
] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];

/** Paths of the control plane's pages, within the app. */
export interface ControlPlaneLinks {
  /** The page itself. */
  root(): string;
  /** Everything about one request. */
  request(id: string, options?: { tab?: RequestTab }): string;
  /** Where one decides on one revision. */
  approval(id: string, generation: number): string;
  /** One class, with its terms. */
  class(name: string): string;
  /** The form that asks for something of a class. */
  newRequest(name: string): string;
}

/**
 * Where links lead.
 *
 * @remarks
 * An API rather than constants, because an app may mount the page elsewhere. The frontend plugin provides it from its
 * routes, and so every package links right without importing the plugin.
 */
export const controlPlaneLinksApiRef = createApiRef<ControlPlaneLinks>().with({
  id: 'plugin.control-plane.links',
  pluginId: 'control-plane',
});

/** Builds the links of a page that is mounted at `root`, e.g. `/control-plane`. */
export function createControlPlaneLinks(root: () => string): ControlPlaneLinks {
  const below = (...segments: (string | number)[]) =>
    [
      root().replace(/\/+$/, ''),
      ...segments.map(segment => encodeURIComponent(segment)),
    ].join('/');
  return {
    root,
    request: (id, options) =>
      below('requests', id) + (options?.tab ? `?tab=${options.tab}` : ''),
    approval: (id, generation) => below('approvals', id, generation),
    class: name => below('classes', name),
    newRequest: name => below('classes', name, 'request'),
  };
}

const defaultLinks = createControlPlaneLinks(() => '/control-plane');

/** The links of this app; those of the default path where the plugin is not installed. */
export function useControlPlaneLinks(): ControlPlaneLinks {
  return useApiHolder().get(controlPlaneLinksApiRef) ?? defaultLinks;
}
