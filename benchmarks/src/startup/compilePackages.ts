import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../../..');
const SCOPE = '@platform-control-plane';

/** The plugin and what it brings along, by folder. */
const PACKAGES = [
  'control-plane-common',
  'control-plane-node',
  'control-plane-backend',
];

/**
 * Builds the plugin as an adopter installs it: by `backstage-cli package build` and the step that the packages take when they are packed.
 * What stands beside it, Backstage itself, comes so from the registry.
 *
 * @param directory - where it is put, with whatever else this checkout has installed in reach
 */
export async function compilePackages(directory: string): Promise<void> {
  await symlink(
    join(ROOT, 'node_modules'),
    join(dirname(directory), 'node_modules'),
  );
  const workspace = join(directory, 'build');
  await mkdir(workspace);
  await writeFile(
    join(workspace, 'package.json'),
    JSON.stringify({
      name: 'build',
      private: true,
      workspaces: ['plugins/*'],
      devDependencies: { '@backstage/cli-defaults': '*' },
    }),
  );
  for (const name of PACKAGES) {
    await compilePackage(name, { workspace, directory });
  }
}

async function compilePackage(
  name: string,
  to: { workspace: string; directory: string },
): Promise<void> {
  const from = join(ROOT, 'plugins', name);
  const folder = join(to.workspace, 'plugins', name);
  for (const part of ['package.json', 'src', 'migrations']) {
    if (await exists(join(from, part))) {
      await cp(join(from, part), join(folder, part), { recursive: true });
    }
  }
  // By its role it would also write types: they need a check of the whole repository, and nothing loads them.
  await run(join(ROOT, 'node_modules/.bin/backstage-cli'), {
    args: ['package', 'build', '--role', 'cli'],
    folder,
  });
  await run(process.execPath, {
    args: [join(ROOT, 'scripts/joinModules.mjs')],
    folder,
  });

  const manifest = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const { main } = manifest.publishConfig;
  const target = join(to.directory, 'node_modules', manifest.name);
  await mkdir(target, { recursive: true });
  await rename(join(folder, 'dist'), join(target, 'dist'));
  await writeFile(
    join(target, 'package.json'),
    JSON.stringify({ ...manifest, main, types: undefined }),
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** What it prints is shown when it fails. */
async function run(
  program: string,
  options: { args: string[]; folder: string },
): Promise<void> {
  await promisify(execFile)(program, options.args, { cwd: options.folder });
}

/** The name under which the compiled plugin is required. */
export const COMPILED_PLUGIN = `${SCOPE}/backstage-plugin-control-plane-backend`;
