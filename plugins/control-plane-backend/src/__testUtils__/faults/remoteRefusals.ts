import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HttpFault } from '../SmartHttpGitServer';
import { WorkWorld } from './WorkWorld';

/** One way in which a Git server does not take a push. */
export interface RemoteRefusal {
  name: string;
  /** Whether it passes by itself, or needs a person. */
  lasts: 'until it passes' | 'until somebody acts';
  /** What the product calls it. */
  reason: string;
  /** Makes it so. @returns what ends it */
  begin(world: WorkWorld): Promise<() => Promise<void>>;
}

const hook = (name: string, says: string, reason: string): RemoteRefusal => ({
  name,
  lasts: 'until somebody acts',
  reason,
  begin: async ({ origin }) => {
    await origin.installPreReceive(`echo "${says}" >&2; exit 1`);
    return async () => {
      await rm(join(origin.repository, 'hooks', 'pre-receive'));
    };
  },
});

const http = (
  fault: HttpFault,
  lasts: RemoteRefusal['lasts'],
  reason: string,
): RemoteRefusal => ({
  name: `every call ${typeof fault === 'number' ? `answered ${fault}` : fault}`,
  lasts,
  reason,
  begin: async world => {
    world.onGit = async () => fault;
    return async () => {
      world.onGit = async () => undefined;
    };
  },
});

const tooLarge: RemoteRefusal = {
  name: 'every push answered 413',
  lasts: 'until somebody acts',
  reason: 'push_denied',
  begin: async world => {
    world.onGit = async kind => (kind === 'push' ? 413 : undefined);
    return async () => {
      world.onGit = async () => undefined;
    };
  },
};

const branchRenamed: RemoteRefusal = {
  name: 'the branch renamed',
  lasts: 'until somebody acts',
  reason: 'branch_missing',
  begin: async ({ origin }) => {
    await origin.git('branch', '-m', 'main', 'trunk');
    return async () => {
      await origin.git('branch', '-m', 'trunk', 'main');
    };
  },
};

const branchLocked: RemoteRefusal = {
  name: 'the branch locked by a file that somebody left behind',
  lasts: 'until it passes',
  reason: 'branch_locked',
  begin: async ({ origin }) => {
    const lock = join(origin.repository, 'refs', 'heads', 'main.lock');
    await writeFile(lock, '');
    return () => rm(lock);
  },
};

const alwaysBehind: RemoteRefusal = {
  name: 'a person faster than every push',
  lasts: 'until it passes',
  reason: 'contended',
  begin: async world => {
    let notes = 0;
    let pushing = Promise.resolve('');
    world.onGit = async kind => {
      if (kind === 'push') {
        notes += 1;
        pushing = world.origin.personPushes(
          { 'notes/race.md': `${world.calls.length} ${notes}\n` },
          `Note ${notes}`,
        );
        await pushing;
      }
      return undefined;
    };
    return async () => {
      world.onGit = async () => undefined;
      await pushing;
      await wait(0);
    };
  },
};

export const remoteRefusals: readonly RemoteRefusal[] = [
  hook('a hook that denies', 'This is not allowed here', 'push_denied'),
  hook(
    'a protected branch',
    'GH006: Protected branch update failed for refs/heads/main.',
    'push_denied',
  ),
  hook(
    'a rule about what commits hold',
    'error: GH013: Repository rule violations found for refs/heads/main.\n- Push cannot contain secrets',
    'push_denied',
  ),
  hook(
    'an archived repository',
    'This repository was archived so it is read-only.',
    'push_denied',
  ),
  branchRenamed,
  tooLarge,
  http(404, 'until somebody acts', 'repository_missing'),
  http(401, 'until somebody acts', 'authentication_failed'),
  http(403, 'until somebody acts', 'authentication_failed'),
  http(503, 'until it passes', 'unreachable'),
  http('cut', 'until it passes', 'unreachable'),
  branchLocked,
  alwaysBehind,
];
