// Prints what the frontend plugin's own code weighs, gzipped: what the first page loads, and what comes later on demand.
// Packages from elsewhere are not counted: most are in every Backstage app. `--all` counts those it brings along.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { rootDir } from './paths.mjs';

const entry = path.join(rootDir, 'plugins/control-plane/src/index.ts');
const ownScope = '@platform-control-plane/';

// In every app with the new frontend system and the catalog.
const inEveryApp = [
  /^@backstage\//,
  /^@material-ui\//,
  /^@remixicon\//,
  /^react(-dom|-router-dom)?(\/|$)/,
  /^zod(\/|$)/,
  /^@rjsf\//,
];

const counted = process.argv.includes('--all')
  ? name => !inEveryApp.some(pattern => pattern.test(name))
  : name => name.startsWith(ownScope);

const { metafile, outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  write: false,
  metafile: true,
  outdir: 'out',
  absWorkingDir: rootDir,
  platform: 'browser',
  loader: { '.json': 'json' },
  plugins: [
    {
      name: 'leave-out-what-is-not-counted',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
          kind === 'entry-point' || counted(name)
            ? undefined
            : { path: name, external: true },
        );
      },
    },
  ],
});

// The styles of every chunk stand in those of the entry once more.
const entryStyles = path.join(rootDir, 'out/index.css');
const sizes = new Map(
  outputFiles
    .filter(file => !/\.css$/.test(file.path) || file.path === entryStyles)
    .map(file => [
      path.relative(rootDir, file.path),
      gzipSync(file.contents, { level: 9 }).length,
    ]),
);
const first = new Set();
visit(
  Object.entries(metafile.outputs).find(([, output]) =>
    output.entryPoint?.endsWith('plugins/control-plane/src/index.ts'),
  )[0],
);

for (const [file, size] of [...sizes].sort((a, b) => b[1] - a[1])) {
  console.log(
    `${kilobytes(size)}  ${first.has(file) ? 'at start ' : 'on demand'}  ${
      metafile.outputs[file]?.entryPoint ?? file
    }`,
  );
}
const sum = files => files.reduce((total, file) => total + sizes.get(file), 0);
console.log(`${kilobytes(sum([...first]))}  at start`);
console.log(`${kilobytes(sum([...sizes.keys()]))}  all together`);

function visit(file) {
  if (!file || first.has(file) || !metafile.outputs[file]) {
    return;
  }
  first.add(file);
  metafile.outputs[file].imports
    .filter(({ kind, external }) => kind === 'import-statement' && !external)
    .forEach(each => visit(each.path));
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
