import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
);

/** Everything a run leaves behind lives here; Git ignores the default. */
export const dataDir = path.resolve(
  rootDir,
  process.env.CONTROL_PLANE_DATA || '.data',
);
