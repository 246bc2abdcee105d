import {
  cp,
  mkdir,
  readdir,
  readFile,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transform } from '@swc/core';

const ROOT = resolve(__dirname, '../../..');
const SCOPE = '@platform-control-plane';

/** The plugin and what it brings along, by folder. */
const PACKAGES = [
  'control-plane-common',
  'control-plane-node',
  'control-plane-backend',
];

/**
 * Compiles the plugin as an installation has it: what is measured must not be the compiler of a development server.
 *
 * @param directory - where it is put, with whatever else this checkout has installed in reach
 */
export async function compilePackages(directory: string): Promise<void> {
  await symlink(
    join(ROOT, 'node_modules'),
    join(dirname(directory), 'node_modules'),
  );
  for (const name of PACKAGES) {
    const folder = join(ROOT, 'plugins', name);
    const { name: packageName } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    );
    const target = join(directory, 'node_modules', packageName);
    await compileFolder(join(folder, 'src'), join(target, 'dist'));
    await writeFile(
      join(target, 'package.json'),
      JSON.stringify({ name: packageName, main: 'dist/index.js' }),
    );
  }
}

async function compileFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('__')) {
        await compileFolder(source, join(to, entry.name));
      }
    } else if (/(?<!\.test)\.ts$/.test(entry.name)) {
      const { code } = await transform(await readFile(source, 'utf8'), {
        configFile: false,
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs', ignoreDynamic: true },
      });
      await writeFile(join(to, entry.name.replace(/\.ts$/, '.js')), code);
    } else if (entry.name.endsWith('.json')) {
      await cp(source, join(to, entry.name));
    }
  }
}

/** The name under which the compiled plugin is required. */
export const COMPILED_PLUGIN = `${SCOPE}/backstage-plugin-control-plane-backend`;
