import { mockServices } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTestGitPublisher,
  TestGitPublisherOptions,
} from '../../__testUtils__/createTestGitPublisher';
import { GitTestOrigin } from '../../__testUtils__/GitTestOrigin';
import { SystemClock } from '../../clock';
import { InstantClock } from '../../__testUtils__/InstantClock';
import {
  testBatch,
  testOperation,
} from '../../__testUtils__/publisherContract';
import {
  HttpFault,
  SmartHttpGitServer,
} from '../../__testUtils__/SmartHttpGitServer';
import { PublishOperation, PublishOutcome, Publisher } from '../Publisher';
import { GitProcess } from './GitProcess';

jest.setTimeout(120_000);

const { signal } = new AbortController();

describe('GitPublisher', () => {
  let origin: GitTestOrigin;
  let server: SmartHttpGitServer;

  beforeEach(async () => {
    origin = await GitTestOrigin.create();
    server = await SmartHttpGitServer.start({ repository: origin.repository });
  });

  afterEach(async () => {
    await server.stop();
    await origin.fsck();
    await origin.remove();
  });

  const createPublisher = (options: Partial<TestGitPublisherOptions> = {}) =>
    createTestGitPublisher({
      folder: origin.folder,
      url: server.url,
      ...options,
    });

  /** Commits of `testOperation` in the pack of a push: each brings itself, a file and three folders. */
  const commitsIn = (body: Buffer) =>
    body.readUInt32BE(body.indexOf('PACK') + 8) / 5;

  const target = () => ({ repositoryUrl: server.url, branch: 'main' });

  const publish = (publisher: Publisher, ...operations: PublishOperation[]) =>
    publisher.publish(testBatch(target(), operations));

  /** Lets a push wait at the server until it is let in. */
  function holdFirstPush() {
    let letIn = () => {};
    const gate = new Promise<void>(resolve => {
      letIn = resolve;
    });
    let arrived = () => {};
    const waiting = new Promise<void>(resolve => {
      arrived = resolve;
    });
    let pushes = 0;
    server.onRequest = async kind => {
      pushes += kind === 'push' ? 1 : 0;
      if (kind === 'push' && pushes === 1) {
        arrived();
        await gate;
      }
      return undefined;
    };
    const landed = async () => {
      letIn();
      await new Promise(resolve => setImmediate(resolve));
      await server.settled();
    };
    return { waiting, landed };
  }

  it('shows control characters of a foreign commit by their codes', async () => {
    await origin.personPushes(
      { 'teams/x.yaml': 'x\n' },
      'Fix \u001b[31mred\u202egnp',
    );
    const tree = await createPublisher().readTree(target(), signal);
    expect(await tree.lastEdit('teams/x.yaml', signal)).toMatchObject({
      subject: 'Fix \\u{001b}[31mred\\u{202e}gnp',
    });
  });

  describe('when others push too', () => {
    it('keeps every commit of 16 writers and a person, each exactly once', async () => {
      const writers = Array.from({ length: 16 }, (_, writer) => `op-${writer}`);
      const notes = ['notes/1', 'notes/2', 'notes/3'];
      const write = async (id: string) => {
        // Real back-off: it is what lets so many get through.
        const publisher = createPublisher({
          name: `cache-${id}`,
          clock: new SystemClock(),
        });
        let outcome: PublishOutcome | undefined;
        let base: string | undefined;
        do {
          const batch = testBatch(target(), [testOperation(id, { base })]);
          outcome = (await publisher.publish(batch)).get(id);
          base ??= batch.recorded.get(id);
          // Not for lost races alone: with so many at once a server may also drop who has not pushed for seconds.
        } while (outcome?.type === 'rejected' && outcome.retryable);
        expect(outcome).toMatchObject({
          type: expect.stringMatching(/^(already_)?published$/),
        });
      };
      const person = async () => {
        for (const note of notes) {
          await origin.personPushes({ [note]: 'note\n' }, note);
        }
      };
      await Promise.all([person(), ...writers.map(write)]);

      expect(await origin.operationIds()).toEqual([...writers].sort());
      expect(await origin.commits()).toHaveLength(
        writers.length + notes.length + 1,
      );
      expect(await origin.files()).toEqual(
        expect.arrayContaining([
          ...writers.map(id => `teams/${id}/namespace.yaml`),
          ...notes,
        ]),
      );
      // One parent each and nobody rewound: the history is a line from the first commit.
      expect(await origin.git('rev-list', '--count', '--merges', 'main')).toBe(
        '0',
      );
    });

    it('names a lock that a killed Git process left behind, and goes on once it is removed', async () => {
      const publisher = createPublisher({ clock: new InstantClock() });
      const lock = join(origin.repository, 'refs', 'heads', 'main.lock');
      await writeFile(lock, '');
      const batch = testBatch(target(), [testOperation('op-1')]);
      expect((await publisher.publish(batch)).get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'branch_locked',
        message: expect.stringContaining('refs/heads/main.lock'),
        advice: expect.stringContaining('remove refs/heads/main.lock'),
        retryable: true,
      });
      await rm(lock);
      const base = batch.recorded.get('op-1');
      const outcomes = await publish(
        publisher,
        testOperation('op-1', { base }),
      );
      expect(outcomes.get('op-1')?.type).toBe('published');
    });

    it('gives up after 8 lost rounds, two of them run again at once and the others after waits', async () => {
      const clock = new InstantClock();
      const publisher = createPublisher({
        clock,
        overrides: { random: () => 0.999 },
      });
      let pushes = 0;
      server.onRequest = async kind => {
        if (kind === 'push' && pushes < 8) {
          pushes += 1;
          await origin.personPushes({ [`n/${pushes}`]: 'n\n' }, 'Faster');
        }
        return undefined;
      };
      const batch = testBatch(target(), [testOperation('op-1')]);
      expect((await publisher.publish(batch)).get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'contended',
        retryable: true,
      });
      expect(clock.sleeps).toEqual([100, 200, 400, 799, 1598]);
      expect(batch.recorded.size).toBe(1);

      const base = batch.recorded.get('op-1');
      const outcomes = await publish(
        publisher,
        testOperation('op-1', { base }),
      );
      expect(outcomes.get('op-1')?.type).toBe('published');
    });

    it('pushes less at once until it is faster than a person who never stops', async () => {
      const publisher = createPublisher();
      const ids = Array.from({ length: 40 }, (_, index) => `op-${index + 1}`);
      let losses = 0;
      server.onRequest = async (kind, body) => {
        // Only so much is built and pushed between two pushes of the person.
        if (kind === 'push' && commitsIn(body) > 8) {
          losses += 1;
          await origin.personPushes({ [`n/${losses}`]: 'n\n' }, 'Faster');
        }
        return undefined;
      };
      const batch = testBatch(
        target(),
        ids.map(id => testOperation(id)),
      );
      const outcomes = await publisher.publish(batch);

      expect(
        new Set([...outcomes.values()].map(outcome => outcome.type)),
      ).toEqual(new Set(['published']));
      expect(await origin.operationIds()).toEqual([...ids].sort());
      // The whole twice, a half, a quarter; then a tenth lands, and each time twice as much does not.
      expect(losses).toBeLessThan(16);
      expect(new Set(batch.recorded.values()).size).toBe(1);
    });

    it('publishes for one repository in turns and knows its own commits', async () => {
      const publisher = createPublisher();
      const outcomes = await Promise.all(
        ['a', 'b', 'c', 'd'].map(id => publish(publisher, testOperation(id))),
      );
      expect(
        outcomes.flatMap(outcome => [...outcome.values()]).map(o => o.type),
      ).toEqual(['published', 'published', 'published', 'published']);
      expect(server.requests.filter(kind => kind === 'push')).toHaveLength(4);
    });

    it('puts an operation on the new history after the branch was rewritten', async () => {
      const publisher = createPublisher();
      const begin = await origin.head();
      const base = await origin.personPushes({ 'a.md': 'a\n' }, 'Thrown away');
      await publish(publisher, testOperation('op-1'));
      await origin.git('update-ref', 'refs/heads/main', begin);
      await origin.git('reflog', 'expire', '--expire=now', '--all');
      await origin.git('gc', '--quiet', '--prune=now');

      for (const name of ['cache', 'fresh-cache']) {
        const other = createPublisher({ name });
        const outcomes = await publish(other, testOperation('op-1', { base }));
        expect(outcomes.get('op-1')?.type).toBe(
          name === 'cache' ? 'published' : 'already_published',
        );
      }
      expect(await origin.operationIds()).toEqual(['op-1']);
      expect(await origin.files()).not.toContain('a.md');
    });
  });

  describe('when an answer is lost', () => {
    it('looks again and finds that its push landed', async () => {
      server.onRequest = kind => (kind === 'push' ? 'drop_reply' : undefined);
      const publisher = createPublisher();
      const outcomes = await publish(publisher, testOperation('op-1'));
      expect(outcomes.get('op-1')).toEqual({
        type: 'published',
        commit: await origin.head(),
      });
      expect(await origin.operationIds()).toEqual(['op-1']);
    });

    it('leaves the search to the next attempt when the remote stays away', async () => {
      let gone = false;
      server.onRequest = kind => {
        if (kind === 'push') {
          gone = true;
          return 'drop_reply';
        }
        return gone ? 503 : undefined;
      };
      const batch = testBatch(target(), [testOperation('op-1')]);
      const first = await createPublisher().publish(batch);
      expect(first.get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'unreachable',
        retryable: true,
      });

      server.onRequest = () => undefined;
      await server.settled();
      const second = await publish(
        createPublisher({ name: 'other-process' }),
        testOperation('op-1', { base: batch.recorded.get('op-1') }),
      );
      expect(second.get('op-1')).toEqual({
        type: 'already_published',
        commit: await origin.head(),
      });
      expect(await origin.operationIds()).toEqual(['op-1']);
    });

    it.each([401, 403, 404])(
      'does not give up what may have landed when the remote answers %d from then on',
      async status => {
        let isDenied = false;
        server.onRequest = kind => {
          if (kind === 'push') {
            isDenied = true;
            return 'drop_reply';
          }
          return isDenied ? status : undefined;
        };
        const batch = testBatch(target(), [testOperation('op-1')]);
        await createPublisher().publish(batch);
        await server.settled();

        const base = batch.recorded.get('op-1');
        const publisher = createPublisher({ name: 'other-process' });
        const denied = await publish(
          publisher,
          testOperation('op-1', { base }),
          testOperation('op-2'),
        );
        expect(denied.get('op-1')).toMatchObject({
          type: 'rejected',
          retryable: true,
        });
        // Nobody ever pushed this one.
        expect(denied.get('op-2')).toMatchObject({
          type: 'rejected',
          retryable: false,
        });

        server.onRequest = () => undefined;
        const seen = await publish(publisher, testOperation('op-1', { base }));
        expect(seen.get('op-1')).toEqual({
          type: 'already_published',
          commit: await origin.head(),
        });
      },
    );

    it('does not give up what may have landed when there are no credentials any more', async () => {
      const url = 'ssh://git@git.example.org/x.git';
      const base = await origin.head();
      const batch = testBatch({ repositoryUrl: url, branch: 'main' }, [
        testOperation('op-1', { base }),
        testOperation('op-2'),
      ]);
      const outcomes = await createPublisher({ url }).publish(batch);
      expect(outcomes.get('op-1')).toMatchObject({
        reason: 'authentication_failed',
        retryable: true,
      });
      expect(outcomes.get('op-2')).toMatchObject({ retryable: false });
    });

    it.each([
      ['gives up what it could look for in vain', 'push', false],
      ['looks later for what it could not look for', 'any', true],
    ])(
      '%s when the answer to a push is that it may not',
      async (_, answered, retryable) => {
        let pushed = false;
        server.onRequest = kind => {
          pushed ||= kind === 'push';
          return pushed && (answered === 'any' || kind === 'push')
            ? 403
            : undefined;
        };
        const outcomes = await publish(
          createPublisher(),
          testOperation('op-1'),
        );
        expect(outcomes.get('op-1')).toMatchObject({
          type: 'rejected',
          reason: 'authentication_failed',
          retryable,
        });
      },
    );

    it('gives up what a hook refuses once the branch was seen without it', async () => {
      const base = await origin.head();
      await origin.installPreReceive('echo no >&2; exit 1');
      const outcomes = await publish(
        createPublisher(),
        testOperation('op-1', { base }),
      );
      expect(outcomes.get('op-1')).toMatchObject({
        reason: 'push_denied',
        retryable: false,
      });
    });

    it('publishes at the next attempt what the connection took with it', async () => {
      server.onRequest = kind => (kind === 'push' ? 'cut' : undefined);
      const batch = testBatch(target(), [testOperation('op-1')]);
      const publisher = createPublisher();
      expect((await publisher.publish(batch)).get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'unreachable',
        retryable: true,
      });
      server.onRequest = () => undefined;
      const base = batch.recorded.get('op-1');
      const outcomes = await publish(
        publisher,
        testOperation('op-1', { base }),
      );
      expect(outcomes.get('op-1')?.type).toBe('published');
      expect(await origin.operationIds()).toEqual(['op-1']);
    });

    it.each(['push-advertisement', 'push'] as const)(
      'notices a push that lands late, at the %s of the next attempt',
      async moment => {
        const { waiting, landed } = holdFirstPush();
        const controller = new AbortController();
        const batch = testBatch(target(), [testOperation('op-1')], {
          signal: controller.signal,
        });
        const dead = createPublisher({ name: 'dead' }).publish(batch);
        await waiting;
        controller.abort(new Error('killed'));
        await expect(dead).rejects.toThrow('killed');

        // Another second makes another commit of the same content.
        const laterClock = new InstantClock(new Date('2026-03-01T10:00:09Z'));
        const held = server.onRequest;
        let late = false;
        server.onRequest = async (kind, body) => {
          if (kind === moment && !late) {
            late = true;
            await landed();
          }
          return held(kind, body);
        };
        const base = batch.recorded.get('op-1');
        const outcomes = await publish(
          createPublisher({ name: 'next', clock: laterClock }),
          testOperation('op-1', { base }),
        );
        expect(outcomes.get('op-1')?.type).toBe('already_published');
        expect(await origin.operationIds()).toEqual(['op-1']);
      },
    );
  });

  describe('when the server refuses', () => {
    it.each([
      ['that a hook does not want', ['policy 7: no bad files']],
      [
        'in which GitHub finds a secret',
        [
          'error: GH013: Repository rule violations found for refs/heads/main.',
          '- GITHUB PUSH PROTECTION',
          '    - Push cannot contain secrets',
        ],
      ],
    ])('singles out the commit %s', async (_, said) => {
      await origin.installPreReceive(
        `read old new ref
if git ls-tree -r --name-only "$new" | grep -q bad; then
  ${said.map(line => `echo "${line}" >&2`).join('\n  ')}
  exit 1
fi`,
      );
      const operations = ['a', 'b', 'bad', 'c', 'd'].map(id =>
        testOperation(id),
      );
      const outcomes = await publish(createPublisher(), ...operations);
      expect(outcomes.get('bad')).toMatchObject({
        type: 'rejected',
        reason: 'push_denied',
        retryable: false,
        message: expect.stringContaining(said[said.length - 1].trim()),
      });
      expect(await origin.operationIds()).toEqual(['a', 'b', 'c', 'd']);
      expect(outcomes.size).toBe(5);
    });

    it('pushes less at once until it is small enough for a proxy, and tells what never is', async () => {
      server.onRequest = (kind, body) =>
        kind === 'push' && body.length > 3_000 ? 413 : undefined;
      const large = testOperation('large', {
        files: [
          {
            path: 'teams/large/noise.txt',
            content: Array.from({ length: 1_000 }, (_, line) =>
              Math.sin(line).toString(36),
            ).join('\n'),
          },
        ],
      });
      const ids = Array.from({ length: 12 }, (_, index) => `op-${index}`);
      const outcomes = await publish(
        createPublisher(),
        ...ids.map(id => testOperation(id)),
        large,
      );
      expect(await origin.operationIds()).toEqual([...ids].sort());
      expect(outcomes.get('large')).toMatchObject({
        type: 'rejected',
        reason: 'push_denied',
        retryable: false,
        advice: expect.stringContaining('client_max_body_size'),
      });
    });

    it('does not push again and again when the branch is protected', async () => {
      await origin.installPreReceive(
        'echo "GH006: Protected branch update failed for refs/heads/main." >&2; exit 1',
      );
      const operations = ['a', 'b', 'c'].map(id => testOperation(id));
      const outcomes = await publish(createPublisher(), ...operations);
      for (const outcome of outcomes.values()) {
        expect(outcome).toMatchObject({
          reason: 'push_denied',
          retryable: false,
          message: expect.stringContaining('protected'),
        });
      }
      expect(server.requests.filter(kind => kind === 'push')).toHaveLength(1);
    });

    it('settles what is unchanged although the others are denied', async () => {
      const publisher = createPublisher();
      await publish(publisher, testOperation('op-1'));
      await origin.installPreReceive('echo no >&2; exit 1');
      const outcomes = await publish(
        publisher,
        testOperation('same', {
          ownedPaths: ['teams/op-1'],
          files: testOperation('op-1').files,
        }),
        testOperation('op-2'),
      );
      expect(outcomes.get('same')?.type).toBe('unchanged');
      expect(outcomes.get('op-2')).toMatchObject({ reason: 'push_denied' });
    });

    it('says that credentials are wrong, without showing them', async () => {
      const guarded = await SmartHttpGitServer.start({
        repository: origin.repository,
        authorization: 'Basic other',
      });
      const token = 'very-secret-token-value';
      const authorization = `Basic ${btoa(`bot:${token}`)}`;
      const publisher = createPublisher({
        url: guarded.url,
        credential: { headers: { Authorization: authorization } },
      });
      const batch = testBatch({ repositoryUrl: guarded.url, branch: 'main' }, [
        testOperation('op-1'),
      ]);
      const outcome = (await publisher.publish(batch)).get('op-1');
      await guarded.stop();
      expect(outcome).toMatchObject({
        type: 'rejected',
        reason: 'authentication_failed',
        retryable: false,
      });
      expect(JSON.stringify(outcome)).not.toContain(token);
    });

    it('says that a remote without a server is unreachable', async () => {
      const url = server.url;
      const publisher = createPublisher();
      await server.stop();
      const outcomes = await publisher.publish(
        testBatch({ repositoryUrl: url, branch: 'main' }, [
          testOperation('op-1'),
        ]),
      );
      expect(outcomes.get('op-1')).toMatchObject({
        reason: 'unreachable',
        retryable: true,
        message: expect.stringContaining('does not take connections'),
      });
      server = await SmartHttpGitServer.start({
        repository: origin.repository,
      });
    });

    it('stops waiting for a server that hangs', async () => {
      let release = () => {};
      const hung = new Promise<void>(resolve => {
        release = resolve;
      });
      server.onRequest = async (): Promise<HttpFault> => {
        await hung;
        return 'cut';
      };
      const publisher = createPublisher({
        overrides: { remoteTimeoutMs: 200 },
      });
      const outcomes = await publish(publisher, testOperation('op-1'));
      release();
      expect(outcomes.get('op-1')).toMatchObject({
        reason: 'unreachable',
        message: expect.stringContaining('longer than allowed'),
      });
    });
  });

  describe('with its cache', () => {
    /** Makes the publisher look into its cache: what it pushed itself it knows by heart. */
    const othersMoveTheBranch = async (name: string) => {
      await origin.personPulls();
      await origin.personPushes({ [`${name}.md`]: 'x\n' }, 'Move the branch');
    };

    it('fetches anew when the cache is damaged or locked', async () => {
      const publisher = createPublisher();
      await publish(publisher, testOperation('op-1'));
      const cache = join(origin.folder, 'cache');
      const [name] = await readdir(cache);

      await writeFile(
        join(cache, name, 'refs', 'control-plane', 'branch.lock'),
        '',
      );
      await othersMoveTheBranch('a');
      const locked = await publish(publisher, testOperation('op-2'));
      expect(locked.get('op-2')?.type).toBe('published');

      await rm(join(cache, name, 'objects'), { recursive: true });
      await othersMoveTheBranch('b');
      const emptied = await publish(publisher, testOperation('op-3'));
      expect(emptied.get('op-3')?.type).toBe('published');

      const objects = join(cache, name, 'objects');
      for (const folder of await readdir(objects)) {
        if (folder.length === 2) {
          await rm(join(objects, folder), { recursive: true });
        }
      }
      await othersMoveTheBranch('c');
      const thinned = await publish(publisher, testOperation('op-4'));
      expect(thinned.get('op-4')?.type).toBe('published');

      await rm(cache, { recursive: true });
      await othersMoveTheBranch('d');
      const gone = await publish(publisher, testOperation('op-5'));
      expect(gone.get('op-5')?.type).toBe('published');
      expect(await origin.operationIds()).toHaveLength(5);
    });

    /** Leaves the mirror without one folder of the branch, in a way that a fetch does not notice. */
    const loseFolder = async (mirror: string, path: string) => {
      const packs = join(mirror, 'objects', 'pack');
      const files = await readdir(packs);
      const [pack] = files.filter(file => file.endsWith('.pack'));
      const input = await readFile(join(packs, pack));
      await rm(packs, { recursive: true });
      execFileSync('git', [`--git-dir=${mirror}`, 'unpack-objects', '-q'], {
        input,
      });
      const tree = await origin.git('rev-parse', `main:${path}`);
      await rm(join(mirror, 'objects', tree.slice(0, 2), tree.slice(2)));
    };

    /** Uses the cache, until what reads objects has rested for so long that it has ended: it would still have the files open. */
    const thenRest = async (use: () => Promise<unknown>) => {
      // Not what sockets and processes need to work as ever.
      jest.useFakeTimers({
        doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'Date'],
      });
      await use();
      jest.advanceTimersByTime(60_000);
      jest.useRealTimers();
    };

    it.each([
      ['is deleted', (mirror: string) => rm(mirror, { recursive: true })],
      ['lacks a folder', (mirror: string) => loseFolder(mirror, 'apps')],
    ])(
      'fetches anew when the cache %s and nobody else pushes',
      async (_, lose) => {
        await origin.personPushes({ 'apps/a.yaml': 'a\n' }, 'Add an app');
        const publisher = createPublisher();
        await thenRest(() => publish(publisher, testOperation('op-1')));
        const [name] = await readdir(join(origin.folder, 'cache'));
        await lose(join(origin.folder, 'cache', name));

        const outcomes = await publish(
          publisher,
          testOperation('op-2', {
            ownedPaths: ['apps/b'],
            files: [{ path: 'apps/b/x.yaml', content: 'x\n' }],
          }),
        );
        expect(outcomes.get('op-2')).toEqual({
          type: 'published',
          commit: await origin.head(),
        });
        expect(await origin.content('apps/a.yaml')).toBe('a');
      },
    );

    it('reads the branch anew after it met damage', async () => {
      await origin.personPushes({ 'apps/a.yaml': 'a\n' }, 'Add an app');
      const publisher = createPublisher();
      const read = async () =>
        (await publisher.readTree(target(), signal)).read(
          'apps/a.yaml',
          signal,
        );
      await thenRest(() => publisher.readTree(target(), signal));
      const [name] = await readdir(join(origin.folder, 'cache'));
      await loseFolder(join(origin.folder, 'cache', name), 'apps');

      await expect(read()).rejects.toThrow(/is missing/);
      expect(await read()).toBe('a\n');
    });

    /** Takes more than one write to send, so that a connection can break off within. */
    const bigFile = () =>
      Array.from({ length: 20_000 }, (_, line) =>
        Math.sin(line).toString(36),
      ).join('\n');

    const packs = async () => {
      const [name] = await readdir(join(origin.folder, 'cache'));
      return readdir(join(origin.folder, 'cache', name, 'objects', 'pack'));
    };

    it('leaves nothing behind of a first fetch that breaks off', async () => {
      await origin.personPushes({ 'big.txt': bigFile() }, 'Add a big file');
      const publisher = createPublisher();
      server.onRequest = kind => (kind === 'fetch' ? 'cut_reply' : undefined);
      const first = await publish(publisher, testOperation('op-1'));
      expect(first.get('op-1')).toMatchObject({
        reason: 'unreachable',
        retryable: true,
      });
      expect(await readdir(join(origin.folder, 'cache'))).toEqual([]);

      server.onRequest = () => undefined;
      const second = await publish(publisher, testOperation('op-1'));
      expect(second.get('op-1')?.type).toBe('published');
    });

    it('keeps what it has, and nothing else, when a later fetch breaks off', async () => {
      const publisher = createPublisher();
      await publish(publisher, testOperation('op-1'));
      const before = await packs();
      await origin.personPulls();
      await origin.personPushes({ 'big.txt': bigFile() }, 'Add a big file');
      server.onRequest = kind => (kind === 'fetch' ? 'cut_reply' : undefined);
      const outcomes = await publish(publisher, testOperation('op-2'));
      expect(outcomes.get('op-2')).toMatchObject({ retryable: true });
      expect(await packs()).toEqual(before);
    });

    it('leaves nothing behind of a fetch that is given up', async () => {
      // The part of a pack that was written when the abort came.
      const program = join(origin.folder, 'git-that-receives');
      await writeFile(
        program,
        '#!/bin/sh\n[ "$2" = fetch ] && touch objects/pack/tmp_pack_part\nexec git "$@"\n',
      );
      await chmod(program, 0o755);
      const publisher = createPublisher({
        overrides: { git: new GitProcess({ program }) },
      });
      const controller = new AbortController();
      const seen: string[][] = [];
      let fetches = 0;
      server.onRequest = async kind => {
        fetches += kind === 'fetch-advertisement' ? 1 : 0;
        if (kind === 'fetch-advertisement' && fetches === 2) {
          seen.push(await packs());
          controller.abort(new Error('lease lost'));
        }
        return undefined;
      };
      await publisher.readTree(target(), signal);
      await expect(
        publisher.readTree(target(), controller.signal),
      ).rejects.toThrow('lease lost');
      expect(seen).toEqual([expect.arrayContaining(['tmp_pack_part'])]);
      expect((await packs()).filter(name => /tmp/.test(name))).toEqual([]);
    });

    it('has more time for the first fetch than for later ones', async () => {
      const publisher = createPublisher({ overrides: { remoteTimeoutMs: 1 } });
      const tree = await publisher.readTree(target(), signal);
      expect(tree.head).toBe(await origin.head());
      await expect(publisher.readTree(target(), signal)).rejects.toThrow(
        'longer than allowed',
      );
    });

    it('publishes whether or not its cache can be packed afterwards', async () => {
      const program = join(origin.folder, 'git-that-does-not-pack');
      await writeFile(
        program,
        '#!/bin/sh\n[ "$2" = gc ] && { echo "fatal: no" >&2; exit 128; }\nexec git "$@"\n',
      );
      await chmod(program, 0o755);
      const logger = mockServices.logger.mock();
      const requestsBefore: string[][] = [];
      const git = new GitProcess({
        program,
        onStart: ({ args }) => {
          if (args.includes('gc')) {
            requestsBefore.push([...server.requests]);
          }
        },
      });
      const publisher = createPublisher({
        overrides: { git, logger, arrivalsBetweenPacking: 1 },
      });
      server.onRequest = kind => (kind === 'push' ? 'drop_reply' : undefined);
      const outcomes = await publish(publisher, testOperation('op-1'));
      expect(outcomes.get('op-1')).toEqual({
        type: 'published',
        commit: await origin.head(),
      });
      // Once, when it was known what became of the push.
      expect(requestsBefore).toEqual([server.requests]);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(/could not be packed.*fatal: no/),
      );
    });

    it('packs what has come in', async () => {
      const publisher = createPublisher({
        overrides: { arrivalsBetweenPacking: 2 },
      });
      await publisher.readTree(target(), signal);
      await othersMoveTheBranch('a');
      await publisher.readTree(target(), signal);
      const files = await packs();
      expect(files.filter(name => name.endsWith('.pack'))).toHaveLength(1);
    });

    it('fetches nothing to publish on what it pushed itself', async () => {
      const publisher = createPublisher();
      await publish(publisher, testOperation('op-1'));
      server.requests.length = 0;
      await publish(publisher, testOperation('op-2'));
      await publish(
        publisher,
        testOperation('op-3', { ownedPaths: ['teams/op-2'], files: [] }),
      );
      expect(server.requests).toEqual([
        'push-advertisement',
        'push',
        'push-advertisement',
        'push',
      ]);
      expect(await origin.files()).not.toContain('teams/op-2/namespace.yaml');
    });

    it('does not take what it remembers for the branch', async () => {
      const publisher = createPublisher();
      const operation = testOperation('op-1');
      await publish(publisher, operation);
      await origin.personPulls();
      await origin.personPushes(
        { 'teams/op-1/namespace.yaml': 'name: edited\n' },
        'Edit',
      );
      const outcomes = await publish(publisher, { ...operation, id: 'op-2' });
      expect(outcomes.get('op-2')?.type).toBe('published');
      expect(await origin.content('teams/op-1/namespace.yaml')).toBe(
        'name: op-1',
      );
    });

    it('asks the remote for what it pushed itself when memory is short', async () => {
      const publisher = createPublisher({ overrides: { treeCacheBytes: 0 } });
      const both = ['op-1', 'op-2'].map(id => testOperation(id));
      await publish(publisher, ...both);
      const outcomes = await publish(
        publisher,
        testOperation('op-3', { ownedPaths: ['teams/op-2/deep'], files: [] }),
        testOperation('op-4', { ownedPaths: ['teams/op-2'], files: [] }),
      );
      expect(outcomes.get('op-3')?.type).toBe('unchanged');
      expect(outcomes.get('op-4')?.type).toBe('published');
      expect(await origin.files()).toEqual([
        'README.md',
        'teams/op-1/namespace.yaml',
      ]);
    });

    it('asks once, and writes nothing, for what is unchanged', async () => {
      const publisher = createPublisher();
      const operation = testOperation('op-1');
      await publish(publisher, operation);
      const objects = await origin.git('count-objects');
      server.requests.length = 0;
      await publish(publisher, { ...operation, id: 'op-2' });
      expect(server.requests).toEqual(['push-advertisement']);
      expect(await origin.git('count-objects')).toBe(objects);
    });
  });

  describe('secrets', () => {
    it('keeps the token out of every argument', async () => {
      const token = 'very-secret-token-value';
      const encoded = btoa(`bot:${token}`);
      const started: string[] = [];
      let carried = 0;
      const publisher = createPublisher({
        credential: { headers: { Authorization: `Basic ${encoded}` } },
        onStart: ({ file, args, environment }) => {
          started.push([file, ...args].join(' '));
          carried += Object.values(environment).filter(value =>
            value.includes(encoded),
          ).length;
        },
      });
      await publish(publisher, testOperation('op-1'));
      await publisher.readTree(target(), signal);
      expect(started.length).toBeGreaterThan(3);
      expect(started.join('\n')).not.toContain(token);
      expect(started.join('\n')).not.toContain(encoded);
      expect(started.join('\n')).not.toMatch(/push.*(--force|\s\+|-f\b)/);
      // Only what talks to the remote knows it: two fetches. Look and push go without a process.
      expect(carried).toBe(2);
    });

    it('writes nothing of an operation that holds a private key', async () => {
      const head = await origin.head();
      const outcomes = await publish(
        createPublisher(),
        testOperation('op-1', {
          files: [
            { path: 'teams/op-1/ok.yaml', content: 'ok: true\n' },
            {
              path: 'teams/op-1/key.pem',
              content: `x\n-----BEGIN ${'RSA'} PRIVATE KEY-----\nMIIE\n`,
            },
          ],
        }),
      );
      expect(outcomes.get('op-1')).toMatchObject({
        reason: 'secret_found',
        message: expect.stringMatching(/key\.pem, line 2 .*private-key/),
      });
      expect(await origin.head()).toBe(head);
    });
  });

  it('signs commits with an SSH key', async () => {
    const key = join(origin.folder, 'signing-key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const allowed = join(origin.folder, 'allowed-signers');
    const publicKey = execFileSync('ssh-keygen', ['-y', '-f', key], {
      encoding: 'utf8',
    });
    await appendFile(allowed, `control-plane@example.org ${publicKey}`);
    const publisher = createPublisher({
      overrides: { signing: { format: 'ssh', privateKeyFile: key } },
    });
    const outcomes = await publish(
      publisher,
      testOperation('op-1'),
      testOperation('op-2'),
    );
    expect(outcomes.get('op-2')).toEqual({
      type: 'published',
      commit: await origin.head(),
    });
    const signatures = await origin.git(
      '-c',
      'gpg.format=ssh',
      '-c',
      `gpg.ssh.allowedSignersFile=${allowed}`,
      'log',
      '-2',
      '--format=%G? %GS',
      'main',
    );
    expect(signatures.split('\n')).toEqual([
      'G control-plane@example.org',
      'G control-plane@example.org',
    ]);
    expect(await origin.operationIds()).toEqual(['op-1', 'op-2']);
  });

  it('signs commits with an OpenPGP key', async () => {
    // Takes the place of gpg: insists on the key and its home, and signs with the length of what it is given.
    const programs = join(origin.folder, 'programs');
    await mkdir(programs);
    await writeFile(
      join(programs, 'gpg'),
      `#!/bin/sh
[ "$*" = "--batch --detach-sign --armor -u key@example.org" ] || exit 2
[ "$GNUPGHOME" = /gnupg ] || exit 2
printf -- '-----BEGIN PGP SIGNATURE-----\n\n%s\n-----END PGP SIGNATURE-----\n' "$(wc -c)"
`,
    );
    await chmod(join(programs, 'gpg'), 0o755);
    const publisher = createPublisher({
      overrides: {
        git: new GitProcess({
          environment: { PATH: `${programs}:${process.env.PATH}` },
        }),
        signing: {
          format: 'openpgp',
          keyId: 'key@example.org',
          gnupgHome: '/gnupg',
        },
      },
    });
    await publish(publisher, testOperation('op-1'));
    const commit = await origin.git('cat-file', 'commit', 'main');
    const unsigned = commit.replace(/gpgsig (?:.*\n )*.*\n/, '');
    expect(commit).toContain(
      [
        'gpgsig -----BEGIN PGP SIGNATURE-----',
        ' ',
        // The output of the test's Git is trimmed by one newline.
        ` ${unsigned.length + 1}`,
        ' -----END PGP SIGNATURE-----',
        '',
        'Publish op-1',
      ].join('\n'),
    );
  });

  it('says that a commit could not be signed, and pushes nothing', async () => {
    const publisher = createPublisher({
      overrides: {
        signing: { format: 'ssh', privateKeyFile: '/nonexistent/key' },
      },
    });
    const head = await origin.head();
    const outcomes = await publish(publisher, testOperation('op-1'));
    expect(outcomes.get('op-1')).toMatchObject({
      type: 'rejected',
      retryable: true,
      message: expect.stringContaining('/nonexistent/key'),
    });
    expect(await origin.head()).toBe(head);
  });

  it('dates commits by the clock and names the configured people', async () => {
    await publish(createPublisher(), testOperation('op-1'));
    expect(
      await origin.git('log', '-1', '--format=%an|%ae|%cn|%aI|%ct', 'main'),
    ).toBe(
      'Control Plane|control-plane@example.org|Control Plane|2026-03-01T10:00:00+00:00|1772359200',
    );
  });

  it('refuses remotes that config does not allow', async () => {
    const publisher = createPublisher({ url: 'https://git.example.org/x.git' });
    for (const repositoryUrl of [
      server.url,
      origin.fileUrl,
      'https://user:token@git.example.org/x.git',
      'ext::sh -c true',
      '--upload-pack=touch',
    ]) {
      const bad = { repositoryUrl, branch: 'main' };
      const batch = testBatch(bad, [testOperation('op-1')]);
      const outcome = (await publisher.publish(batch)).get('op-1');
      expect(outcome).toMatchObject({ type: 'rejected', retryable: false });
      expect(JSON.stringify(outcome)).not.toContain('user:token');
      await expect(publisher.probe(bad, signal)).rejects.toThrow();
    }
  });

  it('does not accept a batch that names an operation twice', async () => {
    await expect(
      publish(createPublisher(), testOperation('a'), testOperation('a')),
    ).rejects.toThrow(/Operation a stands in the batch twice/);
  });

  it('does not accept an author that breaks the commit', () => {
    expect(() =>
      createPublisher({
        overrides: { author: { name: 'A\nB', email: 'a@example.org' } },
      }),
    ).toThrow(/author\.name must have no control characters/);
  });
});
