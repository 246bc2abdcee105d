import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './paths.mjs';

const preload = path.join(rootDir, 'scripts/tellPid.cjs');

/**
 * Lets the backend say which process it is, so that its end is noticed although the command that started it lives on.
 *
 * @param pidFile - where the backend writes the id of its process; what an earlier run left is removed
 */
export function watchBackend(pidFile) {
  mkdirSync(path.dirname(pidFile), { recursive: true });
  rmSync(pidFile, { force: true });
  return {
    /** What the command that starts the backend gets besides its own environment. */
    environment: {
      CONTROL_PLANE_PID_FILE: pidFile,
      NODE_OPTIONS: [
        process.env.NODE_OPTIONS,
        `--require=${JSON.stringify(preload)}`,
      ]
        .filter(Boolean)
        .join(' '),
    },
    /** Whether the backend has begun and is not there any more. */
    hasEnded: () => {
      const pid = readPid(pidFile);
      return pid !== undefined && !isAlive(pid);
    },
  };
}

function readPid(pidFile) {
  try {
    return Number(readFileSync(pidFile, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
