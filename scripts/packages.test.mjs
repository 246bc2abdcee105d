import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { problemsOfTarball, publishedPackages } from './packages.mjs';
import { rootDir } from './paths.mjs';

const packed = {
  paths: [
    'README.md',
    'dist/index.cjs.js',
    'dist/index.d.ts',
    'migrations/1_begin.js',
    'package.json',
  ],
  manifest: {
    main: 'dist/index.cjs.js',
    types: './dist/index.d.ts',
    files: ['dist', 'migrations'],
    dependencies: { knex: '^3.3.0' },
  },
};

test('a whole tarball has no problems', () => {
  assert.deepEqual(problemsOfTarball(packed), []);
});

test('each missing entry, foreign file and unresolved dependency of a tarball is named', () => {
  const problems = problemsOfTarball({
    paths: ['README.md', 'dist/index.cjs.js', 'src/index.ts', 'dev/data.js'],
    manifest: {
      ...packed.manifest,
      dependencies: { 'dev-backend': 'workspace:^' },
    },
  });
  assert.deepEqual(problems, [
    './dist/index.d.ts is missing',
    'migrations is missing',
    'src/index.ts does not belong there',
    'dev/data.js does not belong there',
    'dev-backend is wanted as workspace:^',
  ]);
});

test('a published package ships its migrations and its configuration schema, and nothing that is not built', () => {
  for (const { folder, manifest } of publishedPackages()) {
    const shipped = new Set(manifest.files);
    for (const part of ['config.d.ts', 'migrations', 'bin']) {
      const isThere = existsSync(path.join(rootDir, folder, part));
      assert.equal(shipped.delete(part), isThere, `${part} of ${folder}`);
    }
    assert.deepEqual([...shipped], ['dist'], folder);
  }
});

test('a published package needs no package that is not published', () => {
  const published = new Set(
    publishedPackages().map(({ manifest }) => manifest.name),
  );
  for (const { folder, manifest } of publishedPackages()) {
    const ours = Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => range.startsWith('workspace:'))
      .map(([name]) => name);
    assert.deepEqual(
      ours.filter(name => !published.has(name)),
      [],
      folder,
    );
  }
});
