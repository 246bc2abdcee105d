import { constants } from 'node:fs';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  ExtraManifest,
  Manifest,
  MAX_EXTRA_MANIFEST_BYTES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const YAML_EXTENSIONS = ['.yaml', '.yml'];

/** A folder of a task's workspace. Nothing outside of the workspace is read or written, whatever links earlier steps put there. */
export interface WorkspaceFolder {
  workspacePath: string;
  /** Relative to the workspace. */
  folder: string;
}

/**
 * Writes the files of a plan below a folder of the workspace.
 *
 * @param options.root - the path in front of all files, which is left out.
 * @returns paths of the files relative to the workspace folder.
 */
export async function writeManifests(
  target: WorkspaceFolder & { manifests: readonly Manifest[]; root: string },
): Promise<string[]> {
  const base = resolveSafeChildPath(target.workspacePath, target.folder);
  await mkdir(base, { recursive: true });
  const written: string[] = [];
  for (const { path, content } of target.manifests) {
    const name = path.startsWith(`${target.root}/`)
      ? path.slice(target.root.length + 1)
      : path;
    const file = resolveSafeChildPath(base, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, 'utf8');
    written.push(name);
  }
  return written;
}

/**
 * Reads the YAML files that lie directly in a folder of the workspace, by name.
 *
 * @returns the manifests, and the names of what is no YAML file.
 * @throws InputError when the folder is not there or holds none, or a file is larger than the control plane takes.
 */
export async function readManifests(
  source: WorkspaceFolder,
): Promise<{ manifests: ExtraManifest[]; ignored: string[] }> {
  const base = resolveSafeChildPath(source.workspacePath, source.folder);
  const entries = await list(base, source.folder);
  const names = entries
    .filter(entry => entry.isFile() && isYaml(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) {
    throw new InputError(
      `sourcePath: expected a folder with .yaml files, got '${source.folder}' without one`,
    );
  }
  const manifests: ExtraManifest[] = [];
  for (const name of names) {
    const file = resolveSafeChildPath(base, name);
    manifests.push({ name, content: await readBounded(file, name) });
  }
  const ignored = entries
    .map(({ name }) => name)
    .filter(name => !names.includes(name))
    .sort();
  return { manifests, ignored };
}

async function list(base: string, folder: string) {
  try {
    return await readdir(base, { withFileTypes: true });
  } catch (error) {
    throw new InputError(
      `sourcePath: expected a folder of the workspace, got '${folder}' (${
        isError(error) ? error.code : error
      })`,
    );
  }
}

function isYaml(name: string): boolean {
  return YAML_EXTENSIONS.includes(extname(name));
}

/** What was listed as a file may have become a link since: it is opened as a file or not at all. */
async function readBounded(file: string, name: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY + constants.O_NOFOLLOW);
  try {
    const { size } = await handle.stat();
    if (size > MAX_EXTRA_MANIFEST_BYTES) {
      throw new InputError(
        `${name}: expected at most ${
          MAX_EXTRA_MANIFEST_BYTES / 1024
        } KiB, got ${Math.ceil(size / 1024)} KiB`,
      );
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
