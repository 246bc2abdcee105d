import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { controlPlaneApiRef } from '../api/controlPlaneApiRef';
import { LoadCache } from './LoadCache';

/**
 * Loads everything that is on the page anew.
 *
 * @remarks
 * For after a call that changed something: signals say so too, but a moment later, and not in every installation.
 */
export function useReloadShown(): () => void {
  const api = useApi(controlPlaneApiRef);
  return useCallback(() => LoadCache.of(api).reloadWatched(), [api]);
}
