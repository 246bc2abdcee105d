import { ServiceUnavailableError } from '@backstage/errors';
import {
  aClass,
  aManifest,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { startLease } from '../domain/request/lease';
import { ClassStore } from '../store/ClassStore';
import { BranchReader } from './BranchReader';
import { diffFiles, PlanPresenter } from './PlanPresenter';

const file = (path: string, content: string) => ({ path, content });

describe('diffFiles', () => {
  it.each([
    [
      'nothing where nothing differs',
      [file('a', 'x\n')],
      [file('a', 'x\n')],
      [],
    ],
    [
      'what is added',
      [],
      [file('a', 'x\n')],
      [['a', 'added', ['--- /dev/null', '+++ b/a', '+x']]],
    ],
    [
      'what is removed',
      [file('a', 'x\n')],
      [],
      [['a', 'removed', ['--- a/a', '+++ /dev/null', '-x']]],
    ],
    [
      'what is modified',
      [file('a', 'x\ny\n')],
      [file('a', 'x\nz\n')],
      [['a', 'modified', ['--- a/a', '+++ b/a', ' x', '-y', '+z']]],
    ],
    [
      'an emptied file as modified',
      [file('a', 'x\n')],
      [file('a', '')],
      [['a', 'modified', ['-x']]],
    ],
    [
      'a new empty file as added',
      [],
      [file('a', '')],
      [['a', 'added', ['+++ b/a']]],
    ],
    [
      'a lost newline at the end',
      [file('a', 'x\n')],
      [file('a', 'x')],
      [['a', 'modified', ['-x', '+x', '\\ No newline at end of file']]],
    ],
    [
      'several files by path',
      [file('c', '1\n'), file('a', '1\n')],
      [file('b', '1\n'), file('a', '2\n')],
      [
        ['a', 'modified', []],
        ['b', 'added', []],
        ['c', 'removed', []],
      ],
    ],
  ] as const)('shows %s', (_, before, after, expected) => {
    const differences = diffFiles(before, after);
    expect(differences.map(({ path, change }) => [path, change])).toEqual(
      expected.map(([path, change]) => [path, change]),
    );
    expected.forEach(([, , lines], index) => {
      const shown = differences[index].diff.split('\n');
      expect(shown).toEqual(expect.arrayContaining([...lines]));
    });
  });
});

const request = aRequest({
  phase: 'ready',
  lease: startLease(aRequest().lease, BUILT_AT),
});
const current: ClassRevision = {
  ...aClass(),
  revision: 1,
  createdAt: BUILT_AT,
};
const manifests = [aManifest(`${request.path}/namespace.yaml`, 'new\n')];

const present = (
  options: {
    revision?: Partial<Parameters<typeof aRevision>[0]>;
    request?: typeof request;
    offered?: ClassRevision;
    read?: BranchReader['read'];
  } = {},
) => {
  const classes: Pick<ClassStore, 'getCurrent'> = {
    getCurrent: async () => ('offered' in options ? options.offered : current),
  };
  return PlanPresenter.create({
    classes: { ...noClasses, ...classes },
    branches: {
      read:
        options.read ??
        (async () => ({
          head: 'h1',
          files: [file(manifests[0].path, 'old\n')],
        })),
    },
  }).complete({
    request: options.request ?? request,
    revision: aRevision({
      class: { name: 'preview', revision: 1, digest: current.digest },
      ...options.revision,
    }),
    manifests,
    approval: { type: 'policy', rule: 'free' },
    now: BUILT_AT,
  });
};

const noClasses: ClassStore = {
  seed: async () => undefined,
  listCurrent: async () => [],
  getCurrent: async () => undefined,
  get: async () => undefined,
};

describe('PlanPresenter', () => {
  it('shows the diff against the branch with the head that it was taken at', async () => {
    expect(await present()).toMatchObject({
      comparison: {
        type: 'compared',
        head: 'h1',
        files: [{ path: manifests[0].path, change: 'modified' }],
      },
      findings: [],
      observedAt: BUILT_AT,
    });
  });

  it('shows a plan without its diff when the repository does not answer', async () => {
    const plan = await present({
      read: async () => {
        throw new ServiceUnavailableError('the host is down');
      },
    });
    expect(plan.comparison).toEqual({
      type: 'unavailable',
      message: 'the host is down',
    });
  });

  it('does not ask the repository about what writes no file', async () => {
    const read = jest.fn();
    const plan = await present({
      read,
      revision: { slot: 'lease', action: 'extend', leaseHours: 24 },
    });
    expect(plan.comparison).toEqual({ type: 'untouched' });
    expect(read).not.toHaveBeenCalled();
  });

  it.each([
    ['a create', { action: 'create', leaseHours: 10 }, 10],
    ['an extension', { slot: 'lease', action: 'extend', leaseHours: 24 }, 96],
    [
      'an extension above the cap',
      { slot: 'lease', action: 'extend', leaseHours: 500 },
      72,
    ],
    ['an update', { action: 'update', leaseHours: 0 }, 72],
  ] as const)(
    'says when the lease would end after %s',
    async (_, change, hours) => {
      const plan = await present({ revision: change });
      expect(plan.expiresAt).toEqual(
        new Date(BUILT_AT.getTime() + hours * 3_600_000),
      );
    },
  );

  it.each([
    [
      'a class of which a newer revision is offered',
      { offered: { ...current, digest: 'sha256:new', revision: 2 } },
      'class-outdated',
    ],
    [
      'a class that is not offered any more',
      { offered: undefined },
      'class-withdrawn',
    ],
    [
      'foreign edits that it overwrites',
      { request: { ...request, driftedPaths: 2 } },
      'overwrites-foreign-edit',
    ],
  ])('finds %s', async (_, options, rule) => {
    const { findings } = await present(options);
    expect(findings.map(finding => finding.rule)).toEqual([rule]);
  });
});
