import { createBackend } from '@backstage/backend-defaults';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { devSurroundings, DevSurroundingsOptions } from './devSurroundings';

export interface DevBackendOptions extends DevSurroundingsOptions {
  /** What is worked on, and what it needs. */
  features: Promise<{ default: BackendFeature }>[];
}

/**
 * Starts a backend for one plugin or module: `dev/index.ts` calls it.
 *
 * @remarks
 * Nobody has to prove who they are there. It listens to this machine only.
 */
export function startDevBackend(options: DevBackendOptions): void {
  const { features, ...surroundings } = options;
  const backend = createBackend();
  backend.add(devSurroundings(surroundings));
  features.forEach(feature => backend.add(feature));
  backend.start().catch(error => {
    console.error(error);
    process.exit(1);
  });
}
