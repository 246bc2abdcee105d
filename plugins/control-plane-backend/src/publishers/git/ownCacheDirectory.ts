import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isError } from '@backstage/errors';

/** Folder names are `<host>.<process id>`: several hosts may share a volume. */
function folderOf(processId: number): string {
  return `${hostname()}.${processId}`;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return isError(error) && error.code === 'EPERM';
  }
}

/**
 * A cache folder of this process alone below `parent`.
 *
 * @remarks
 * Two processes on one bare repository would take each other's locks. What dead processes of this host left behind is removed: a cache
 * costs as much disk as the repository, and nobody else would ever look at it.
 */
export async function ownCacheDirectory(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const prefix = `${hostname()}.`;
  const abandoned = (await readdir(parent)).filter(name => {
    const processId = Number(name.slice(prefix.length));
    return (
      name.startsWith(prefix) &&
      Number.isInteger(processId) &&
      (processId === process.pid || !isAlive(processId))
    );
  });
  await Promise.all(
    abandoned.map(name =>
      rm(join(parent, name), { recursive: true, force: true }),
    ),
  );
  const own = join(parent, folderOf(process.pid));
  await mkdir(own, { recursive: true, mode: 0o700 });
  return own;
}
