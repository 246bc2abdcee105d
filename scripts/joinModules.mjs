// Replaces the CommonJS modules that `backstage-cli package build` wrote, hundreds of small files, by one that holds them
// all: run in the folder of a package that was built. docs/adr/0013-one-file-a-package.md says why.
import { readFile, readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

// Where `backstage-cli` puts the entry.
const entry = 'dist/index.cjs.js';

try {
  const { publishConfig, exports } = JSON.parse(
    await readFile('package.json', 'utf8'),
  );
  if (publishConfig?.main !== entry || exports !== undefined) {
    throw new Error(
      `package.json: expected ${entry} as publishConfig.main and no exports, got ${
        publishConfig?.main
      }${exports ? ' and exports' : ''}`,
    );
  }
  // What was built for browsers, and the types, are left as they are.
  const modules = (await readdir('dist', { recursive: true })).filter(file =>
    /\.cjs\.js(?:\.map)?$/.test(file),
  );
  if (modules.length === 0) {
    throw new Error(
      'dist: expected CommonJS modules, got none; run "backstage-cli package build" first',
    );
  }
  await Promise.all(modules.map(file => rm(`dist/${file}`)));
  await build({
    entryPoints: ['src/index.ts'],
    outfile: entry,
    bundle: true,
    // What comes from other packages stays an import.
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    // As `backstage-cli` has it.
    target: 'es2023',
    sourcemap: true,
    logLevel: 'warning',
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
