import { isError } from '@backstage/errors';
import {
  formatFieldErrors,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { dump } from 'js-yaml';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors';
import { Host } from '../Host';
import { parseYaml } from '../parseYaml';

const configSchema = z.strictObject({
  url: z.string().optional(),
  token: z.string().optional(),
});
export type FileConfig = z.infer<typeof configSchema>;

/** Where the configuration file is looked for: below `XDG_CONFIG_HOME`, else `~/.config`. */
export function configFilePath({ env, homeDir }: Host): string {
  const base = env.XDG_CONFIG_HOME || path.join(homeDir, '.config');
  return path.join(base, 'platformctl', 'config.yaml');
}

/**
 * Reads the configuration file; an absent one is empty.
 *
 * @throws UsageError when other users of the machine may read it, since it holds a token, or when it is malformed.
 */
export async function readConfigFile(host: Host): Promise<FileConfig> {
  const file = configFilePath(host);
  const content = await readPrivate(file);
  if (content === undefined) {
    return {};
  }
  const parsed = parseInput(configSchema, parseYaml(file, content) ?? {});
  if (parsed.type === 'invalid') {
    throw new UsageError(`${file}: ${formatFieldErrors(parsed.errors)}`);
  }
  return parsed.value;
}

/** Replaces the configuration file; from its first byte on only its owner can read it. */
export async function writeConfigFile(
  host: Host,
  config: FileConfig,
): Promise<string> {
  const file = configFilePath(host);
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = path.join(folder, `.config-${randomUUID()}.yaml`);
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(dump(config));
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The umask may have taken the owner's own bits away.
    await chmod(draft, 0o600);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return file;
}

/** Mode and content come from one open file, so that nobody can swap it between the check and the read. */
async function readPrivate(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw new UsageError(`Could not read ${file}`, error);
  });
  if (!handle) {
    return undefined;
  }
  try {
    const { mode } = await handle.stat();
    // Windows has no such bits and reports them as set.
    if (process.platform !== 'win32' && mode % 0o100 !== 0) {
      throw new UsageError(
        `${file} holds a token and others may read it (mode ${(
          mode % 0o1000
        ).toString(8)}); run: chmod 600 '${file}'`,
      );
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
