import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createDemoRepository } from './demoRepository.mjs';
import { startPostgres } from './embeddedPostgres.mjs';
import { startForge } from './forge/forge.mjs';
import { dataDir, rootDir } from './paths.mjs';
import {
  describeListener,
  findFreePort,
  isPortTaken,
  readPort,
} from './ports.mjs';
import { onStopSignal, stopGroup } from './processes.mjs';
import { watchBackend } from './watchedProcess.mjs';

// Longer than the backend gives its running jobs.
const shutdownGraceMs = 30_000;
const startDeadlineMs = 180_000;
const walkthrough = path.join(rootDir, 'examples/walkthrough.sh');

/**
 * Prepares the data, starts the packages and says where to look. Returns when they run; a signal stops them.
 *
 * @param options.withApp - whether to start the app beside the backend
 */
export async function startDevelopment({ withApp }) {
  const ports = {
    app: readPort('CONTROL_PLANE_APP_PORT', 3000),
    api: readPort('CONTROL_PLANE_API_PORT', 7007),
    metrics: readPort('CONTROL_PLANE_METRICS_PORT', 9464),
  };
  await requireFreePort(ports.api, 'API', 'CONTROL_PLANE_API_PORT');
  if (withApp) {
    await requireFreePort(ports.app, 'app', 'CONTROL_PLANE_APP_PORT');
  }
  const gitops = prepareGitops();
  const ciToken = prepareSecret('ci-token');
  const forge = await prepareForge();
  const database = await prepareDatabase();

  console.log(`Starting ${withApp ? 'the app and the API' : 'the API'}`);
  const environment = {
    ...process.env,
    ...database.environment,
    BROWSER: 'none',
    CONTROL_PLANE_APP_PORT: String(ports.app),
    CONTROL_PLANE_API_PORT: String(ports.api),
    CONTROL_PLANE_GITOPS_URL: gitops.url,
    CONTROL_PLANE_CI_TOKEN: ciToken.value,
    CONTROL_PLANE_FORGE_HOST: new URL(forge.url).host,
    CONTROL_PLANE_FORGE_PASSWORD: forge.password,
    OTEL_EXPORTER_PROMETHEUS_PORT: String(ports.metrics),
  };
  const backend = watchBackend(path.join(dataDir, 'backend.pid'));
  const children = [
    startPackage('packages/backend', {
      ...environment,
      ...backend.environment,
    }),
    ...(withApp ? [startPackage('packages/app', environment)] : []),
  ];
  const end = makeEnd(children, [forge, database]);
  const addresses = {
    api: `http://localhost:${ports.api}`,
    ...(withApp && { app: `http://localhost:${ports.app}` }),
    metrics: `http://localhost:${ports.metrics}/metrics`,
  };
  try {
    await answers(
      `${addresses.api}/.backstage/health/v1/readiness`,
      'backend',
      backend.hasEnded,
    );
    await peopleCanSignIn(addresses.api);
    if (withApp) {
      await answers(addresses.app, 'app');
    }
  } catch (error) {
    console.error(error.message);
    await end(1);
  }
  sayWhereToLook({ addresses, gitops, ciToken, forge, database });
}

async function requireFreePort(port, what, variable) {
  if (!(await isPortTaken(port))) {
    return;
  }
  const holder = (await describeListener(port)) ?? 'another process';
  console.error(
    `Port ${port}, meant for the ${what}, is taken by ${holder}. ` +
      `Stop that, or choose another port: ${variable}=${port + 1} npm start`,
  );
  process.exit(1);
}

function prepareGitops() {
  if (process.env.CONTROL_PLANE_GITOPS_URL) {
    return { url: process.env.CONTROL_PLANE_GITOPS_URL };
  }
  const dir = path.join(dataDir, 'gitops.git');
  createDemoRepository(dir);
  return { url: pathToFileURL(dir).href, dir };
}

function prepareSecret(name) {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return { file, value: readFileSync(file, 'utf8').trim() };
}

/** The forge that new services are published to. Its port is kept, because the catalog remembers addresses of the forge. */
async function prepareForge() {
  const { value: password } = prepareSecret('forge-password');
  const file = path.join(dataDir, 'forge-port');
  const port = readPort('CONTROL_PLANE_FORGE_PORT', await findForgePort(file));
  await requireFreePort(port, 'forge', 'CONTROL_PLANE_FORGE_PORT');
  const forge = await startForge({
    dir: path.join(dataDir, 'forge'),
    organizations: ['example'],
    username: 'scaffolder',
    password,
    port,
  });
  writeFileSync(file, String(port));
  return { ...forge, password };
}

async function findForgePort(file) {
  if (existsSync(file)) {
    return Number(readFileSync(file, 'utf8'));
  }
  return (await isPortTaken(3010)) ? findFreePort() : 3010;
}

async function prepareDatabase() {
  const choice = process.env.CONTROL_PLANE_DATABASE || 'sqlite';
  switch (choice) {
    case 'sqlite': {
      const directory = path.join(dataDir, 'sqlite');
      mkdirSync(directory, { recursive: true });
      return {
        name: `SQLite in ${path.relative('.', directory)}`,
        environment: {
          APP_CONFIG_backend_database_connection: JSON.stringify({ directory }),
        },
        stop: async () => {},
      };
    }
    case 'postgres': {
      const persistIn = path.join(dataDir, 'postgres');
      const server = await startPostgres({ persistIn });
      return {
        name: `PostgreSQL in ${path.relative('.', persistIn)}`,
        environment: {
          APP_CONFIG_backend_database_client: JSON.stringify('pg'),
          APP_CONFIG_backend_database_connection: JSON.stringify(server.url),
        },
        stop: server.stop,
      };
    }
    default:
      throw new Error(
        `CONTROL_PLANE_DATABASE must be 'sqlite' or 'postgres', got '${choice}'`,
      );
  }
}

// One process each: where they share one, the app's development server ends it before the backend has shut down.
function startPackage(folder, env) {
  const cwd = path.join(rootDir, folder);
  const { scripts } = JSON.parse(
    readFileSync(path.join(cwd, 'package.json'), 'utf8'),
  );
  const [command, ...args] = scripts.start.split(' ');
  return spawn(path.join(rootDir, 'node_modules/.bin', command), args, {
    cwd,
    env,
    // Out of the terminal's process group: a Ctrl-C arrives here alone and is passed on once.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Makes the one way out: the packages are stopped, then what they use, on a signal or when a package ends by itself. */
function makeEnd(children, servers) {
  let ending;
  const end = exitCode => {
    ending ??= Promise.all(
      children.map(child => stopGroup(child, shutdownGraceMs)),
    )
      .then(() => Promise.all(servers.map(server => server.stop())))
      .finally(() => process.exit(exitCode));
    return ending;
  };
  onStopSignal(() => {
    console.log('Stopping');
    end(0);
  });
  children.forEach(child => {
    child.once('exit', (code, signal) => {
      if (!ending) {
        console.error(
          `${child.spawnargs.join(' ')} ended by itself (${signal ?? code})`,
        );
      }
      end(1);
    });
    child.once('error', error => {
      console.error(error.message);
      end(1);
    });
  });
  return end;
}

/**
 * Waits until an address answers well.
 *
 * @param hasEnded - whether who should answer is gone: the command that starts a package stays alive for the next edit
 *   when the package itself dies
 * @throws Error when it is gone, or does not answer for minutes.
 */
async function answers(url, what, hasEnded = () => false) {
  const deadline = Date.now() + startDeadlineMs;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) {
      return;
    }
    if (hasEnded()) {
      throw new Error(
        `The ${what} ended while it started. The error above says why; mend that and run npm start again.`,
      );
    }
    await wait(500);
  }
  throw new Error(
    `The ${what} did not answer at ${url} within ${
      startDeadlineMs / 1000
    } seconds; what it said is above`,
  );
}

// The catalog reads the example people some seconds after the start, and nobody is known before. A configuration
// without them is no reason to wait for long.
async function peopleCanSignIn(api) {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const response = await fetch(`${api}/api/auth/control-plane-demo/refresh`, {
      headers: { 'x-control-plane-demo-persona': 'requester' },
    }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) {
      return;
    }
    await wait(500);
  }
}

function sayWhereToLook({ addresses, gitops, ciToken, forge, database }) {
  const log = gitops.dir && path.relative('.', gitops.dir);
  const lines = [
    ['App', addresses.app],
    ['API', `${addresses.api}/api/control-plane/v1`],
    ['Metrics', addresses.metrics],
    ['Database', database.name],
    ['GitOps repository', gitops.url],
    ['What was published', log && `git -C ${log} log --stat main`],
    ['Forge of new services', forge.url],
    ["A person's token", 'examples/README.md says how to mint one'],
    ["A machine's token", `in ${path.relative('.', ciToken.file)}`],
    ['A guided tour', existsSync(walkthrough) && 'examples/walkthrough.sh'],
  ];
  console.log('\nReady. Ctrl-C stops everything.\n');
  for (const [label, value] of lines.filter(([, shown]) => shown)) {
    console.log(`  ${label.padEnd(24)}${value}`);
  }
  console.log();
}
