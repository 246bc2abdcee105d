import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './paths.mjs';
import { yarnCommand } from './toolchain.mjs';

const stampFile = path.join(rootDir, 'node_modules', '.installed-lockfile');

/**
 * Installs exactly what `yarn.lock` says, unless that was done before.
 *
 * @remarks
 * The stamp names the lockfile and the platform of the native modules. It is written last, so that an interrupted
 * install is done again.
 */
export function installDependencies() {
  const stamp = currentStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  console.log('Installing the locked dependencies (minutes on a first run)');
  const { command, args } = yarnCommand('install', '--immutable');
  const { status, error } = spawnSync(command, args, {
    cwd: rootDir,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    throw new Error(
      `Expected 'yarn install --immutable' to succeed, got ${
        error?.message ?? `exit code ${status}`
      }; its output is above`,
    );
  }
  writeFileSync(stampFile, stamp);
}

function currentStamp() {
  const lockfile = readFileSync(path.join(rootDir, 'yarn.lock'));
  const digest = createHash('sha256').update(lockfile).digest('hex');
  const [major] = process.versions.node.split('.');
  return `${digest} node${major} ${process.platform}-${process.arch}\n`;
}
