import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { appBuild } from '../browserTests.mjs';
import { dataDir, rootDir } from '../paths.mjs';
import { findFreePort, readPort } from '../ports.mjs';
import { onStopSignal, stopGroup } from '../processes.mjs';

const startDeadlineMs = 240_000;
const shutdownGraceMs = 45_000;

/** A product that somebody else started with `npm start`; stopping it is theirs. */
export function runningProduct(app) {
  return {
    app,
    api: `http://localhost:${readPort('CONTROL_PLANE_API_PORT', 7007)}`,
    gitops: path.join(dataDir, 'gitops.git'),
    stop: async () => {},
  };
}

/**
 * Builds the app and starts a backend that serves it, with ports, data and a repository of its own.
 *
 * @param name - of the folder for its data, which is emptied before
 * @throws Error when it does not build, or does not answer in minutes
 */
export async function startProduct(name) {
  const { status } = spawnSync(
    path.join(rootDir, 'node_modules/.bin', appBuild.command),
    appBuild.args,
    { cwd: appBuild.cwd, stdio: 'inherit' },
  );
  if (status !== 0) {
    throw new Error('The app does not build; what it said is above');
  }
  const data = path.join(dataDir, name);
  rmSync(data, { recursive: true, force: true });
  const address = `http://localhost:${await findFreePort()}`;
  const child = spawn(
    process.execPath,
    [path.join(rootDir, 'scripts/start.mjs'), 'backend'],
    {
      cwd: rootDir,
      // A group of its own, so that stopping it stops all that it started.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        CONTROL_PLANE_DATA: data,
        CONTROL_PLANE_API_PORT: new URL(address).port,
        CONTROL_PLANE_METRICS_PORT: String(await findFreePort()),
        CONTROL_PLANE_FORGE_PORT: String(await findFreePort()),
        APP_CONFIG_app_baseUrl: JSON.stringify(address),
        // Foreign edits are found by the resync; nobody wants to wait minutes for a picture.
        APP_CONFIG_controlPlane_resyncSeconds: '10',
      },
    },
  );
  const stop = () => stopGroup(child, shutdownGraceMs);
  onStopSignal(() => stop().finally(() => process.exit(130)));
  try {
    await answers(`${address}/.backstage/health/v1/readiness`, child);
    return {
      app: address,
      api: address,
      data,
      gitops: path.join(data, 'gitops.git'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers(url, child) {
  const deadline = Date.now() + startDeadlineMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) {
      return;
    }
    await wait(500);
  }
  throw new Error(
    `Expected an answer from ${url} within ${
      startDeadlineMs / 1000
    } seconds, got none; what the backend said is above`,
  );
}
