// Builds the packages that adopters install and packs each into `.data/packages`, as a registry would hand it out. Looks
// into every tarball, and prints the `resolutions` with which another Backstage installs them without a registry.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { dataDir, rootDir } from './paths.mjs';
import { enterToolchain, yarnCommand } from './toolchain.mjs';

const outputDir = path.join(dataDir, 'packages');

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { problemsOfTarball, publishedPackages } = await import(
    './packages.mjs'
  );
  run(binary('tsc'), ['--emitDeclarationOnly', '--incremental', 'false']);
  run(binary('backstage-cli'), ['repo', 'build']);

  rmSync(outputDir, { recursive: true, force: true });
  mkdirSync(outputDir, { recursive: true });
  // All by one command: npm takes seconds to start yarn among so many modules.
  const { command, args } = yarnCommand(
    ...['workspaces', 'foreach', '--all', '--no-private'],
    ...['pack', '--out', path.join(outputDir, '%s.tgz')],
  );
  run(command, args, { stdio: 'pipe' });

  const resolutions = {};
  for (const { manifest } of publishedPackages()) {
    // The name as yarn writes it for `%s`.
    const file = path.join(outputDir, `${manifest.name.replace('/', '-')}.tgz`);
    const problems = problemsOfTarball(readTarball(file));
    if (problems.length > 0) {
      throw new Error(`${file}:\n  ${problems.join('\n  ')}`);
    }
    resolutions[manifest.name] = `file:${file}`;
  }
  console.log(JSON.stringify({ resolutions }, null, 2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readTarball(file) {
  const paths = run('tar', ['-tzf', file], { stdio: 'pipe' })
    .trim()
    .split('\n')
    .map(entry => entry.replace(/^package\//, ''));
  const manifest = JSON.parse(
    run('tar', ['-xzOf', file, 'package/package.json'], { stdio: 'pipe' }),
  );
  return { paths, manifest };
}

function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: rootDir,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  if (status !== 0) {
    throw new Error(
      `Expected '${[command, ...args].join(' ')}' to succeed, got ${
        error?.message ?? `exit code ${status}`
      }\n${stdout ?? ''}${stderr ?? ''}`,
    );
  }
  return stdout ?? '';
}

function binary(name) {
  return path.join(rootDir, 'node_modules/.bin', name);
}
