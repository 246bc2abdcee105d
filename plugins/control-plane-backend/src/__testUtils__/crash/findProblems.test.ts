import { createHash } from 'node:crypto';
import { findProblems, Outcome } from './findProblems';

const folder = 'clusters/us-east-1/teams/search/web/req-1';
const content = 'kind: Kustomization\n';
const blobOf = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** One request and one target, each published by one commit. */
function wholeOutcome(): Outcome {
  const path = `${folder}/kustomization.yaml`;
  const shared = 'clusters/us-east-1/policies/baseline.yaml';
  const publication = { state: 'published', paths: '[]' };
  return {
    expected: new Map([['campaign-1', 'req-1']]),
    records: {
      requests: [{ id: 'req-1', phase: 'ready', path: folder }],
      revisions: [{ request_id: 'req-1', generation: 1, state: 'effective' }],
      publications: [
        {
          ...publication,
          operation_id: 'op-target',
          request_id: null,
          generation: null,
          target: 'us-east-1',
          paths: '["clusters/us-east-1/policies"]',
          commit_id: 'c1',
        },
        {
          ...publication,
          operation_id: 'op-1',
          request_id: 'req-1',
          generation: 1,
          target: null,
          commit_id: 'c2',
        },
      ],
      manifests: [{ request_id: 'req-1', path, content }],
      audit: [
        'revision.proposed',
        'publication.started',
        'request.published',
      ].map(action => ({ request_id: 'req-1', generation: 1, action })),
      jobs: [
        { kind: 'reconcile-request', key: 'req-1', state: 'done', attempt: 2 },
      ],
      keys: [{ key: 'campaign-1', request_id: 'req-1' }],
    },
    tree: new Map([
      ['README.md', 'r'],
      [shared, 's'],
      [path, blobOf(content)],
    ]),
    commits: [
      {
        id: 'c0',
        parents: [],
        operations: [],
        requests: [],
        changes: new Map([['README.md', 'A']]),
      },
      {
        id: 'c1',
        parents: ['c0'],
        operations: ['op-target'],
        requests: [],
        changes: new Map([[shared, 'A']]),
      },
      {
        id: 'c2',
        parents: ['c1'],
        operations: ['op-1'],
        requests: ['req-1'],
        changes: new Map([[path, 'A']]),
      },
    ],
  };
}

const tampered: Array<[string, (outcome: Outcome) => void, RegExp]> = [
  [
    'a request that was lost',
    ({ records }) => records.requests.pop(),
    /requests: expected once, found 0 times: req-1/,
  ],
  [
    'a request that nobody asked for',
    ({ records }) =>
      records.requests.push({ id: 'req-2', phase: 'ready', path: 'elsewhere' }),
    /requests: not expected: req-2/,
  ],
  [
    'a request that is not ready',
    ({ records }) => {
      records.requests[0].phase = 'reconciling';
    },
    /req-1 is reconciling, not ready/,
  ],
  [
    'a second revision',
    ({ records }) =>
      records.revisions.push({ ...records.revisions[0], generation: 2 }),
    /revisions: not expected: req-1\/2/,
  ],
  [
    'a second publication',
    ({ records }) => records.publications.push(records.publications[1]),
    /publications of requests: expected once, found 2 times/,
  ],
  [
    'an operation with a second commit',
    ({ commits }) => commits.push({ ...commits[2], id: 'c3', parents: ['c2'] }),
    /commits: not expected: c3 op-1 req-1/,
  ],
  [
    'an operation without a commit',
    ({ commits }) => commits.pop(),
    /commits: expected once, found 0 times: c2 op-1 req-1/,
  ],
  [
    'a merge',
    ({ commits }) => commits[2].parents.push('c0'),
    /commit c2 has 2 parents/,
  ],
  [
    'other bytes on the branch',
    ({ tree }) =>
      tree.set(`${folder}/kustomization.yaml`, blobOf('kind: Other\n')),
    /kustomization.yaml is not what was stored/,
  ],
  [
    'a file that is not on the branch',
    ({ tree }) => tree.delete(`${folder}/kustomization.yaml`),
    /kustomization.yaml is not what was stored/,
  ],
  [
    'a file that is nobody’s',
    ({ tree }) => tree.set(`${folder}/half-written.yaml`, 'h'),
    /half-written.yaml is on the branch and nobody's/,
  ],
  [
    'a commit that wrote half of a folder',
    ({ commits }) => commits[2].changes.clear(),
    /changes of commit c2: expected once, found 0 times/,
  ],
  [
    'a job that is leased',
    ({ records }) => {
      records.jobs[0].state = 'leased';
    },
    /job reconcile-request req-1 is leased after 2 attempts/,
  ],
  [
    'a job that is dead',
    ({ records }) => {
      records.jobs[0].state = 'dead';
    },
    /job reconcile-request req-1 is dead/,
  ],
  [
    'a proposal that was recorded twice',
    ({ records }) => records.audit.push(records.audit[0]),
    /audit entries revision.proposed: expected once, found 2 times/,
  ],
  [
    'a key that is forgotten',
    ({ records }) => records.keys.pop(),
    /idempotency keys: expected once, found 0 times/,
  ],
];

describe('findProblems', () => {
  it('finds none where each request is there once and whole', () => {
    expect(findProblems(wholeOutcome())).toEqual([]);
  });

  it.each(tampered)('finds %s', (_what, tamper, problem) => {
    const outcome = wholeOutcome();

    tamper(outcome);

    expect(findProblems(outcome).join('\n')).toMatch(problem);
  });
});
