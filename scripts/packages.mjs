import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './paths.mjs';

/** The packages that adopters install, each with its folder and its package.json. */
export function publishedPackages() {
  return ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(path.join(rootDir, folder)).map(name =>
        path.join(folder, name),
      ),
    )
    .filter(folder => existsSync(path.join(rootDir, folder, 'package.json')))
    .map(folder => ({
      folder,
      manifest: JSON.parse(
        readFileSync(path.join(rootDir, folder, 'package.json'), 'utf8'),
      ),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** What is wrong with a packed package: its paths below `package/`, and its package.json as packed. */
export function problemsOfTarball({ paths, manifest }) {
  const has = file => paths.includes(path.posix.normalize(file));
  const entries = entryFiles(manifest);
  const wanted = [
    'README.md',
    ...entries,
    ...(manifest.files ?? [])
      .filter(file => !paths.some(each => each.startsWith(`${file}/`)))
      .filter(file => file !== 'dist'),
  ];
  return [
    ...wanted.filter(file => !has(file)).map(file => `${file} is missing`),
    ...paths.filter(isForeign).map(file => `${file} does not belong there`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => /^(?:workspace|link|file):/.test(range))
      .map(([name, range]) => `${name} is wanted as ${range}`),
  ];
}

function entryFiles({ main, module, types, bin, exports = {} }) {
  const exported = Object.values(exports).flatMap(entry =>
    typeof entry === 'string'
      ? [entry]
      : Object.values(entry).filter(file => String(file).startsWith('.')),
  );
  const named = [main, module, types, ...[bin ?? []].flat(), ...exported];
  return [...new Set(named.filter(file => typeof file === 'string'))];
}

/** Sources, tests and what only development needs. */
function isForeign(file) {
  return (
    /^(?:src|dev|e2e-tests|scripts)\//.test(file) ||
    /\.test\.|(?:^|\/)__\w+__\//.test(file) ||
    /(?<!\.d)\.tsx?$/.test(file)
  );
}
