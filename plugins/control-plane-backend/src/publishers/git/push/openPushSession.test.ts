import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestGitPublisher } from '../../../__testUtils__/createTestGitPublisher';
import { GitTestOrigin } from '../../../__testUtils__/GitTestOrigin';
import {
  testBatch,
  testOperation,
} from '../../../__testUtils__/publisherContract';
import { SmartHttpGitServer } from '../../../__testUtils__/SmartHttpGitServer';
import { PublishBatch } from '../../Publisher';
import { GitProcess } from '../GitProcess';

jest.setTimeout(120_000);

/** The ways to a remote: what each refuses must be told in the same terms. */
const WAYS = ['process', 'http', 'proxy'] as const;

describe.each(WAYS)('a push by %s', way => {
  let origin: GitTestOrigin;
  let server: SmartHttpGitServer;
  let started: string[];

  beforeEach(async () => {
    origin = await GitTestOrigin.create();
    server = await SmartHttpGitServer.start({ repository: origin.repository });
    started = [];
  });

  afterEach(async () => {
    await server.stop();
    await origin.fsck();
    await origin.remove();
  });

  const url = () => (way === 'process' ? origin.fileUrl : server.url);

  const createPublisher = () =>
    createTestGitPublisher({
      folder: origin.folder,
      url: url(),
      overrides: {
        git: new GitProcess({
          onStart: ({ args }) => started.push(args.join(' ')),
          environment: {
            ...process.env,
            // The server answers for itself, as a proxy would for it.
            http_proxy: way === 'proxy' ? server.url : undefined,
          },
        }),
      },
    });

  async function publish(overrides: Partial<PublishBatch> = {}) {
    const batch = testBatch(
      { repositoryUrl: url(), branch: 'main' },
      [testOperation('op-1')],
      overrides,
    );
    return (await createPublisher().publish(batch)).get('op-1');
  }

  /** Does something once, between the look at the branch and the push. */
  function betweenLookAndPush(act: () => Promise<unknown>) {
    let isDone = false;
    return {
      recordBase: async () => {
        if (!isDone) {
          isDone = true;
          await act();
        }
      },
    };
  }

  it('lands, by Git itself only where it has to', async () => {
    expect(await publish()).toEqual({
      type: 'published',
      commit: await origin.head(),
    });
    expect(started.some(args => args.includes(' push '))).toBe(way === 'proxy');
  });

  it('starts again on what somebody else pushed meanwhile', async () => {
    const theirs = `git -c user.name=x -c user.email=x commit-tree -p "$old" -m theirs "$old^{tree}"`;
    await origin.installPreReceive(
      `read old new ref
if [ ! -e "$PWD/moved" ]; then
  touch "$PWD/moved"
  unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
  git update-ref "$ref" "$(${theirs})" "$old"
fi`,
    );
    expect(await publish()).toMatchObject({ type: 'published' });
    const commits = await origin.commits();
    expect(commits.map(({ subject }) => subject)).toEqual([
      'Publish op-1',
      'theirs',
      'Begin',
    ]);
  });

  it('does not bring back what somebody takes out meanwhile', async () => {
    const begin = await origin.head();
    await origin.personPushes({ 'leak.md': 'secret\n' }, 'Mistake');
    const outcome = await publish(
      betweenLookAndPush(() =>
        origin.git('update-ref', 'refs/heads/main', begin),
      ),
    );
    expect(outcome).toMatchObject({ type: 'published' });
    const commits = await origin.commits();
    expect(commits.map(({ subject }) => subject)).toEqual([
      'Publish op-1',
      'Begin',
    ]);
  });

  it('does not make a branch that somebody deletes meanwhile', async () => {
    await origin.git('update-ref', 'refs/heads/other', 'main');
    const outcome = await publish(
      betweenLookAndPush(() =>
        origin.git('update-ref', '-d', 'refs/heads/main'),
      ),
    );
    expect(outcome).toMatchObject({ reason: 'branch_missing' });
    expect(await origin.git('for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/other',
    );
  });

  it('names the lock that is in the way', async () => {
    const lock = join(origin.repository, 'refs', 'heads', 'main.lock');
    await writeFile(lock, '');
    expect(await publish()).toMatchObject({
      reason: 'branch_locked',
      retryable: true,
    });
    await rm(lock);
  });

  it('gives the words of a hook that declines', async () => {
    await origin.installPreReceive('echo "policy 7: no" >&2; exit 1');
    expect(await publish()).toMatchObject({
      reason: 'push_denied',
      retryable: false,
      message: expect.stringContaining('policy 7: no'),
    });
  });

  it('tells of a work tree that has the branch checked out', async () => {
    await origin.git('config', 'receive.denyCurrentBranch', 'refuse');
    await origin.git('config', 'core.bare', 'false');
    await origin.git('config', 'core.worktree', origin.folder);
    expect(await publish()).toMatchObject({
      reason: 'push_denied',
      retryable: false,
      message: expect.stringContaining('work tree'),
    });
    await origin.git('config', 'core.bare', 'true');
    await origin.git('config', '--unset', 'core.worktree');
  });

  it('tries again later when the remote cannot unpack', async () => {
    await origin.git('config', 'receive.maxInputSize', '100');
    expect(await publish()).toMatchObject({
      type: 'rejected',
      retryable: true,
      message: expect.stringMatching(/unpack|maximum allowed size/),
    });
    expect(await origin.operationIds()).toEqual([]);
  });

  if (way !== 'process') {
    it('does not try again what is too large for the server', async () => {
      server.onRequest = kind => (kind === 'push' ? 413 : undefined);
      expect(await publish()).toMatchObject({
        reason: 'push_denied',
        retryable: false,
        message: expect.stringContaining('larger than the Git server'),
      });
    });
  }

  it('finds no branch, or no repository', async () => {
    await origin.git('update-ref', 'refs/heads/other', 'main');
    await origin.git('update-ref', '-d', 'refs/heads/main');
    expect(await publish()).toMatchObject({ reason: 'branch_missing' });
    await origin.git('update-ref', 'refs/heads/main', 'other');
    const { repository } = origin;
    const batch = testBatch(
      { repositoryUrl: `${url()}-gone`, branch: 'main' },
      [testOperation('op-1')],
    );
    const publisher = createTestGitPublisher({
      folder: `${repository}-cache`,
      url: `${url()}-gone`,
    });
    expect((await publisher.publish(batch)).get('op-1')).toMatchObject({
      reason: 'repository_missing',
      retryable: false,
    });
  });
});

describe('a push to a disk that is full', () => {
  it('says so, and lands once there is room', async () => {
    const origin = await GitTestOrigin.create();
    const program = join(origin.folder, 'git-on-a-full-disk');
    // Writes beyond some blocks fail as they do without room; what receives the push inherits that.
    await writeFile(
      program,
      '#!/bin/sh\ntrap "" XFSZ\n[ "$1" = receive-pack ] && ulimit -f 8\nexec git "$@"\n',
    );
    await chmod(program, 0o755);
    const publish = async (git: GitProcess) => {
      const publisher = createTestGitPublisher({
        folder: origin.folder,
        url: origin.fileUrl,
        overrides: { git },
      });
      const content = Array.from({ length: 20_000 }, (_, line) =>
        Math.sin(line).toString(36),
      ).join('\n');
      const batch = testBatch(
        { repositoryUrl: origin.fileUrl, branch: 'main' },
        [
          testOperation('op-1', {
            files: [{ path: 'teams/op-1/large.txt', content }],
          }),
        ],
      );
      return (await publisher.publish(batch)).get('op-1');
    };
    expect(await publish(new GitProcess({ program }))).toMatchObject({
      reason: 'disk_full',
      retryable: true,
    });
    expect(await publish(new GitProcess())).toMatchObject({
      type: 'published',
    });
    await origin.fsck();
    await origin.remove();
  });
});
