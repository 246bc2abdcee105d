import {
  ForeignEdit,
  PublishBatch,
  PublishOperation,
  PublishTarget,
  Publisher,
} from '../publishers/Publisher';
import { TestOrigin } from './TestOrigin';

/** What the suite needs of an implementation, for one test. */
export interface PublisherUnderTest {
  publisher: Publisher;
  target: PublishTarget;
  origin: TestOrigin;
  dispose(): Promise<void>;
}

/** An operation that owns `teams/<name>` and holds one file there, unless told otherwise. */
export function testOperation(
  id: string,
  overrides: Partial<PublishOperation> = {},
): PublishOperation {
  return {
    id,
    ownedPaths: [`teams/${id}`],
    files: [{ path: `teams/${id}/namespace.yaml`, content: `name: ${id}\n` }],
    subject: `Publish ${id}`,
    trailers: [
      { key: 'Control-Plane-Request', value: `req-${id}` },
      { key: 'Approved-By', value: 'user:default/ana' },
    ],
    ...overrides,
  };
}

/** A batch that keeps what is recorded through it. */
export function testBatch(
  target: PublishTarget,
  operations: PublishOperation[],
  overrides: Partial<PublishBatch> = {},
): PublishBatch & { recorded: Map<string, string>; foreign: ForeignEdit[] } {
  const recorded = new Map<string, string>();
  const foreign: ForeignEdit[] = [];
  return {
    target,
    operations,
    recorded,
    foreign,
    recordBase: async (head, ids) =>
      ids.forEach(operationId => recorded.set(operationId, head)),
    recordForeignEdits: async edits => {
      foreign.push(...edits);
    },
    signal: new AbortController().signal,
    ...overrides,
  };
}

/** What every publisher that writes to a branch must do. */
export function describePublisherContract(
  name: string,
  create: () => Promise<PublisherUnderTest>,
) {
  describe(`publisher contract: ${name}`, () => {
    const { signal } = new AbortController();
    let subject: PublisherUnderTest;

    beforeEach(async () => {
      subject = await create();
    });

    afterEach(async () => {
      await subject.origin.fsck();
      await subject.dispose();
    });

    const publish = (...operations: PublishOperation[]) =>
      subject.publisher.publish(testBatch(subject.target, operations));

    it('makes one commit for each operation, in order, in one push', async () => {
      const { origin } = subject;
      const before = await origin.head();
      const batch = testBatch(subject.target, [
        testOperation('op-1'),
        testOperation('op-2'),
      ]);
      const outcomes = await subject.publisher.publish(batch);

      const [second, first, begin] = await origin.commits();
      expect(begin.id).toBe(before);
      expect(first.operationIds).toEqual(['op-1']);
      expect(second.operationIds).toEqual(['op-2']);
      expect(outcomes.get('op-1')).toEqual({
        type: 'published',
        commit: first.id,
      });
      expect(outcomes.get('op-2')).toEqual({
        type: 'published',
        commit: second.id,
      });
      expect(batch.recorded).toEqual(
        new Map([
          ['op-1', before],
          ['op-2', before],
        ]),
      );
      expect(await origin.files()).toEqual([
        'README.md',
        'teams/op-1/namespace.yaml',
        'teams/op-2/namespace.yaml',
      ]);
    });

    it('writes subject, body and trailers', async () => {
      await publish(testOperation('op-1', { body: 'Because.\n\nReally.' }));
      expect(await subject.origin.message()).toBe(
        [
          'Publish op-1',
          '',
          'Because.',
          '',
          'Really.',
          '',
          'Control-Plane-Operation: op-1',
          'Control-Plane-Request: req-op-1',
          'Approved-By: user:default/ana',
        ].join('\n'),
      );
    });

    it('makes no commit when the branch holds the files already', async () => {
      await publish(testOperation('op-1'));
      const head = await subject.origin.head();
      const again = testOperation('op-2', {
        ownedPaths: ['teams/op-1'],
        files: testOperation('op-1').files,
      });
      const batch = testBatch(subject.target, [again]);
      expect(await subject.publisher.publish(batch)).toEqual(
        new Map([['op-2', { type: 'unchanged', head }]]),
      );
      expect(await subject.origin.head()).toBe(head);
      expect(batch.recorded.size).toBe(0);
    });

    it('replaces everything below the owned paths and nothing else', async () => {
      const { origin } = subject;
      await origin.personPushes(
        {
          'teams/op-1/old.yaml': 'old\n',
          'teams/op-1/deep/older.yaml': 'older\n',
          'teams/op-10/other.yaml': 'other\n',
        },
        'Foreign files',
      );
      await publish(testOperation('op-1'));
      expect(await origin.files()).toEqual([
        'README.md',
        'teams/op-1/namespace.yaml',
        'teams/op-10/other.yaml',
      ]);
    });

    it('removes the owned paths when there are no files, once', async () => {
      await publish(testOperation('op-1'), testOperation('op-2'));
      const removal = (id: string) =>
        testOperation(id, { ownedPaths: ['teams/op-1'], files: [] });
      const first = await publish(removal('gone-1'));
      expect(first.get('gone-1')?.type).toBe('published');
      expect(await subject.origin.files()).toEqual([
        'README.md',
        'teams/op-2/namespace.yaml',
      ]);
      const second = await publish(removal('gone-2'));
      expect(second.get('gone-2')?.type).toBe('unchanged');
    });

    it('keeps the bytes of a file', async () => {
      const content = 'a: "grün"\r\n\tb\n\n# no newline at the end';
      const path = 'teams/op-1/odd "name" ü.yaml';
      await publish(testOperation('op-1', { files: [{ path, content }] }));
      const tree = await subject.publisher.readTree(subject.target, signal);
      expect(await tree.read(path, signal)).toBe(content);
    });

    it('finds the commit of an earlier attempt by its trailer', async () => {
      const base = await subject.origin.head();
      await publish(testOperation('op-1'));
      const commit = await subject.origin.head();
      await subject.origin.personPulls();
      await subject.origin.personPushes({ 'notes.md': 'hi\n' }, 'Notes');
      // Somebody changed the file since: it was published all the same, and what changed is drift.
      await subject.origin.personPushes(
        { 'teams/op-1/namespace.yaml': 'name: edited\n' },
        'Edit',
      );
      const outcomes = await publish(
        testOperation('op-1', { base }),
        testOperation('op-2', { base }),
      );
      expect(outcomes.get('op-1')).toEqual({
        type: 'already_published',
        commit,
      });
      expect(outcomes.get('op-2')?.type).toBe('published');
      expect(await subject.origin.operationIds()).toEqual(['op-1', 'op-2']);
    });

    it('tells what others edited below the owned paths before it writes over that', async () => {
      const { origin } = subject;
      const file = (stem: string, content: string) => ({
        path: `teams/op-1/${stem}.yaml`,
        content,
      });
      const before = ['same', 'edited', 'gone', 'linked', 'dropped'].map(stem =>
        file(stem, `${stem}\n`),
      );
      await publish(testOperation('op-1', { files: before, ours: [[]] }));
      await origin.personPulls();
      await origin.personRemoves(['teams/op-1/gone.yaml'], 'Clean up');
      const commit = await origin.personPushes(
        {
          'teams/op-1/edited.yaml': 'by hand\n',
          'teams/op-1/added.yaml': 'added\n',
          'teams/op-2/theirs.yaml': 'not ours\n',
        },
        'Quick fix',
      );
      await origin.personPlants(
        [{ path: 'teams/op-1/linked.yaml', mode: '120000' }],
        'Link',
      );
      const next = testBatch(subject.target, [
        testOperation('next', {
          ownedPaths: ['teams/op-1'],
          files: [
            ...before.slice(0, 4).map(({ path, content }) => ({
              path,
              content: `${content}next\n`,
            })),
            file('new', 'new\n'),
          ],
          ours: [before],
        }),
        // Built on the one before: nothing of that was edited by others.
        testOperation('last', {
          ownedPaths: ['teams/op-1'],
          files: [],
          ours: [before],
        }),
      ]);
      await subject.publisher.publish(next);

      expect(
        next.foreign
          .map(
            ({ operationId, path, change, edit }) =>
              `${operationId} ${path.slice(11)} ${change} by ${edit?.subject}`,
          )
          .sort(),
      ).toEqual([
        'next added.yaml added by Quick fix',
        'next edited.yaml modified by Quick fix',
        'next gone.yaml removed by Clean up',
        'next linked.yaml modified by Link',
      ]);
      expect(next.foreign).toContainEqual({
        operationId: 'next',
        path: 'teams/op-1/edited.yaml',
        change: 'modified',
        blob: expect.stringMatching(/^[0-9a-f]{40}$/),
        edit: expect.objectContaining({ commit, author: 'Pat Person' }),
      });
    });

    it('takes what an earlier attempt may have pushed for its own', async () => {
      const { files } = testOperation('op-1');
      await publish(testOperation('op-1'));
      const batch = testBatch(subject.target, [
        testOperation('op-2', {
          ownedPaths: ['teams/op-1'],
          files: [],
          ours: [[], files],
        }),
      ]);
      await subject.publisher.publish(batch);
      expect(batch.foreign).toEqual([]);
    });

    it('writes nothing over what others edited when that cannot be recorded', async () => {
      await subject.origin.personPushes(
        { 'teams/op-1/theirs.yaml': 'theirs\n' },
        'Theirs',
      );
      const head = await subject.origin.head();
      const batch = testBatch(
        subject.target,
        [testOperation('op-1', { ours: [[]] })],
        {
          recordForeignEdits: async () => {
            throw new Error('database is down');
          },
        },
      );
      await expect(subject.publisher.publish(batch)).rejects.toThrow(
        'database is down',
      );
      expect(await subject.origin.head()).toBe(head);
    });

    it('refuses a bad operation and publishes the others of its batch', async () => {
      const outcomes = await publish(
        testOperation('op-1'),
        testOperation('bad', {
          files: [{ path: 'teams/other/x.yaml', content: 'x\n' }],
        }),
        testOperation('leaky', {
          files: [
            {
              path: 'teams/leaky/s.yaml',
              content:
                'apiVersion: v1\nkind: Secret\nstringData:\n  p: hunter2hunter2\n',
            },
          ],
        }),
        testOperation('op-2'),
      );
      expect(outcomes.get('bad')).toMatchObject({
        type: 'rejected',
        reason: 'path_refused',
        retryable: false,
      });
      expect(outcomes.get('leaky')).toMatchObject({
        type: 'rejected',
        reason: 'secret_found',
        retryable: false,
        message: expect.stringMatching(
          /teams\/leaky\/s\.yaml.*kubernetes-secret/,
        ),
      });
      expect(JSON.stringify([...outcomes])).not.toContain('hunter2');
      expect(outcomes.get('op-1')?.type).toBe('published');
      expect(outcomes.get('op-2')?.type).toBe('published');
      expect(await subject.origin.operationIds()).toEqual(['op-1', 'op-2']);
    });

    it('refuses a commit message that holds a secret', async () => {
      const head = await subject.origin.head();
      const outcomes = await publish(
        testOperation('op-1', {
          body: `> Use this\n> password: ${'Tr0ub4dor'}3xyz`,
        }),
      );
      expect(outcomes.get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'secret_found',
        retryable: false,
        message: expect.stringMatching(/the commit message.*password-literal/),
      });
      expect(JSON.stringify([...outcomes])).not.toContain('Tr0ub4dor');
      expect(await subject.origin.head()).toBe(head);
    });

    it('lets a later operation of a batch build on an earlier one', async () => {
      const outcomes = await publish(
        testOperation('op-1'),
        testOperation('same', {
          ownedPaths: ['teams/op-1'],
          files: testOperation('op-1').files,
        }),
        testOperation('gone', { ownedPaths: ['teams/op-1'], files: [] }),
      );
      expect(
        [...outcomes.values()].map(outcome => outcome.type).sort(),
      ).toEqual(['published', 'published', 'unchanged']);
      expect(await subject.origin.files()).toEqual(['README.md']);
    });

    it('refuses to write through a symbolic link or a submodule', async () => {
      const { origin } = subject;
      await origin.personPlants(
        [
          { path: 'teams/link', mode: '120000' },
          { path: 'teams/module', mode: '160000' },
          { path: 'teams/own/sub', mode: '120000' },
        ],
        'Traps',
      );
      const head = await origin.head();
      const outcomes = await publish(
        testOperation('a', {
          ownedPaths: ['teams/link/a'],
          files: [{ path: 'teams/link/a/x.yaml', content: 'x\n' }],
        }),
        testOperation('b', {
          ownedPaths: ['teams/module/b'],
          files: [{ path: 'teams/module/b/x.yaml', content: 'x\n' }],
        }),
        testOperation('c', {
          ownedPaths: ['teams/own'],
          files: [{ path: 'teams/own/sub/x.yaml', content: 'x\n' }],
        }),
        testOperation('d', {
          ownedPaths: ['README.md/d'],
          files: [{ path: 'README.md/d/x.yaml', content: 'x\n' }],
        }),
      );
      for (const outcome of outcomes.values()) {
        expect(outcome).toMatchObject({
          type: 'rejected',
          reason: 'path_refused',
        });
      }
      expect(await origin.head()).toBe(head);
    });

    it('reads the tree and tells who edited a path last', async () => {
      await publish(testOperation('op-1'), testOperation('op-2'));
      await subject.origin.personPulls();
      const commit = await subject.origin.personPushes(
        { 'teams/op-1/namespace.yaml': 'name: edited\n' },
        'Quick fix',
      );
      const tree = await subject.publisher.readTree(subject.target, signal);
      expect(tree.head).toBe(commit);
      expect(await tree.list('teams', signal)).toEqual([
        {
          path: 'teams/op-1/namespace.yaml',
          mode: '100644',
          blob: expect.stringMatching(/^[0-9a-f]{40}$/),
        },
        expect.objectContaining({ path: 'teams/op-2/namespace.yaml' }),
      ]);
      expect(await tree.list('teams/none', signal)).toEqual([]);
      expect(await tree.read('teams/op-1/namespace.yaml', signal)).toBe(
        'name: edited\n',
      );
      expect(await tree.read('teams/op-1/none.yaml', signal)).toBeUndefined();
      expect(await tree.read('teams/op-1', signal)).toBeUndefined();
      expect(await tree.lastEdit('teams/op-1', signal)).toMatchObject({
        commit,
        author: 'Pat Person',
        authorEmail: 'pat@example.org',
        subject: 'Quick fix',
        authoredAt: expect.any(Date),
      });
      expect(await tree.lastEdit('teams/op-2', signal)).toMatchObject({
        subject: 'Publish op-2',
      });
      expect(await tree.lastEdit('teams/none', signal)).toBeUndefined();
    });

    it('probes the head of the branch', async () => {
      expect(await subject.publisher.probe(subject.target, signal)).toBe(
        await subject.origin.head(),
      );
      await expect(
        subject.publisher.probe({ ...subject.target, branch: 'nope' }, signal),
      ).rejects.toThrow(/'nope' does not exist/);
    });

    it('reports a missing branch as one that a person must create', async () => {
      const target = { ...subject.target, branch: 'nope' };
      const batch = testBatch(target, [testOperation('op-1')]);
      const outcomes = await subject.publisher.publish(batch);
      expect(outcomes.get('op-1')).toMatchObject({
        type: 'rejected',
        reason: 'branch_missing',
        retryable: false,
      });
      await expect(subject.publisher.readTree(target, signal)).rejects.toThrow(
        /branch does not exist/,
      );
    });

    it('throws the reason of an aborted signal and pushes nothing', async () => {
      const head = await subject.origin.head();
      const controller = new AbortController();
      const reason = new Error('lease lost');
      const batch = testBatch(subject.target, [testOperation('op-1')], {
        signal: controller.signal,
        recordBase: async () => controller.abort(reason),
      });
      await expect(subject.publisher.publish(batch)).rejects.toBe(reason);
      expect(await subject.origin.head()).toBe(head);
    });

    it('pushes nothing when the base cannot be recorded', async () => {
      const head = await subject.origin.head();
      const batch = testBatch(subject.target, [testOperation('op-1')], {
        recordBase: async () => {
          throw new Error('database is down');
        },
      });
      await expect(subject.publisher.publish(batch)).rejects.toThrow(
        'database is down',
      );
      expect(await subject.origin.head()).toBe(head);
    });
  });
}
