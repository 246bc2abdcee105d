import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { rootDir } from './paths.mjs';

let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'join-modules-'));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A package of these files, built or not. */
async function packageOf(name, files) {
  const directory = path.join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), content);
  }
  return directory;
}

function join(directory) {
  return spawnSync(
    process.execPath,
    [path.join(rootDir, 'scripts/joinModules.mjs')],
    { cwd: directory, encoding: 'utf8' },
  );
}

const manifest = JSON.stringify({
  publishConfig: { main: 'dist/index.cjs.js' },
});

test('what a package exports comes from one file, other packages from their own', async () => {
  const directory = await packageOf('built', {
    'package.json': manifest,
    'src/index.ts': `export { answer } from './parts/answer';`,
    'src/parts/answer.ts': `import { question } from 'question';\nexport const answer: string = question + ' 42';`,
    'node_modules/question/index.js': `exports.question = 'six by seven?';`,
    'dist/index.cjs.js': 'was built',
    'dist/index.cjs.js.map': 'was built',
    'dist/parts/answer.cjs.js': 'was built',
    'dist/index.esm.js': 'was built',
    'dist/index.d.ts': 'was built',
  });

  const { status, stderr } = join(directory);
  assert.equal(status, 0, stderr);

  const require = createRequire(import.meta.url);
  assert.equal(
    require(path.join(directory, 'dist/index.cjs.js')).answer,
    'six by seven? 42',
  );
  assert.deepEqual((await readdir(path.join(directory, 'dist'))).sort(), [
    'index.cjs.js',
    'index.cjs.js.map',
    'index.d.ts',
    'index.esm.js',
    'parts',
  ]);
  assert.deepEqual(await readdir(path.join(directory, 'dist/parts')), []);
});

test('a package that was not built is refused', async () => {
  const directory = await packageOf('unbuilt', {
    'package.json': manifest,
    'src/index.ts': '',
    'dist/index.esm.js': '',
  });
  const { status, stderr } = join(directory);
  assert.equal(status, 1);
  assert.match(stderr, /dist: expected CommonJS modules, got none/);
});

test('a package with other entries is refused, for they would lose their files', async () => {
  const directory = await packageOf('entries', {
    'package.json': JSON.stringify({
      publishConfig: { main: 'dist/index.cjs.js' },
      exports: { '.': './src/index.ts', './alpha': './src/alpha.ts' },
    }),
    'dist/index.cjs.js': '',
  });
  const { status, stderr } = join(directory);
  assert.equal(status, 1);
  assert.match(stderr, /expected dist\/index\.cjs\.js .* and no exports/);
  assert.deepEqual(await readdir(path.join(directory, 'dist')), [
    'index.cjs.js',
  ]);
});
