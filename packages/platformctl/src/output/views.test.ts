import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  aClass,
  aJob,
  aPlan,
  aRequest,
  aRevisionSummary,
} from '../__testUtils__/fixtures';
import { formatClass } from './classes';
import { formatJob } from './jobs';
import { formatPlan } from './plan';
import { formatRequest } from './requests';
import { formatTimeline } from './timeline';

describe('formatRequest', () => {
  it('tells where a request stands, until when, and where it is', () => {
    const text = formatRequest(
      aRequest({
        published: {
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          commit: 'abcdef0123456789abcdef0123456789abcdef01',
          at: '2030-01-31T11:00:00.000Z',
        },
        conditions: [
          {
            type: 'Published',
            status: 'True',
            reason: 'OnBranch',
            message: 'On main',
            lastTransitionTime: '2030-01-31T11:00:00.000Z',
            observedGeneration: 1,
          },
        ],
      }),
    );
    expect(text).toMatch(/^Id: +req-0123456789abcdef$/m);
    expect(text).toMatch(/^Status: +ready$/m);
    expect(text).toMatch(
      /^Published: +generation 1 as abcdef012345 on main of gitops$/m,
    );
    expect(text).toMatch(/^Lease: +until 2030-02-01 11:00:00Z, then delete$/m);
    expect(text).toMatch(/^Labels: +tier=gold$/m);
    expect(text).toMatch(/^Published +True +OnBranch +On main$/m);
    expect(text).not.toMatch(/^Drift/m);
  });

  it('shows what waits for an approver, with the digest to approve', () => {
    const text = formatRequest(
      aRequest({
        phase: 'pending_approval',
        openRevisions: [aRevisionSummary()],
      }),
    );
    expect(text).toMatch(
      /^Status: +pending_approval; the create of generation 1 waits for an approver$/m,
    );
    expect(text).toMatch(/^1 +create +pending_approval .*sha256:a{64}$/m);
  });
});

describe('formatPlan', () => {
  it('shows summary, findings and changes', () => {
    const text = formatPlan(
      aPlan({
        findings: [
          {
            rule: 'lease',
            severity: 'warning',
            path: 'leaseHours',
            message: 'Longer than usual',
            remedy: 'Ask for less',
          },
        ],
      }),
    );
    expect(text).toMatch(/^Approval: +needed \(class:production\)$/m);
    expect(text).toMatch(/^Plan digest: +sha256:a{64}$/m);
    expect(text).toMatch(/^warning +lease +leaseHours +Longer than usual/m);
    expect(text).toMatch(
      /^# added .*namespace\.yaml\n@@ -0,0 \+1 @@\n\+a: 1$/m,
    );
  });

  it.each<[Plan['changes'], string]>([
    [{ type: 'untouched' }, 'No file changes.'],
    [{ type: 'compared', head: 'f', files: [] }, 'No file changes.'],
    [
      { type: 'unavailable', message: 'the remote is down' },
      'Changes against the branch are unknown: the remote is down',
    ],
  ])('tells %j', (changes, expected) => {
    expect(formatPlan(aPlan({ changes }))).toContain(expected);
  });
});

describe('formatClass', () => {
  it('lists the parameters, and which are needed', () => {
    const text = formatClass(aClass());
    expect(text).toMatch(/^Approval for: +create, delete$/m);
    expect(text).toMatch(/^Lease: +24 h, at most 72 h, then review$/m);
    expect(text).toMatch(/^changeTicket +string +yes +Key of the change$/m);
    expect(text).toMatch(/^replicas +- +no +-$/m);
  });

  it('leaves the parameters out where there are none', () => {
    expect(formatClass(aClass({ parametersSchema: {} }))).not.toContain(
      'PARAMETER',
    );
  });
});

describe('formatJob', () => {
  it('tells the last error and whether it is tried again', () => {
    expect(
      formatJob(
        aJob({
          lastError: {
            message: 'remote hung up',
            at: '2030-01-31T11:00:00.000Z',
            retryable: true,
          },
        }),
      ),
    ).toMatch(
      /^Last error: +remote hung up \(2030-01-31 11:00:00Z, tried again\)$/m,
    );
  });
});

describe('formatTimeline', () => {
  it('keeps the order of what happened at the same instant', () => {
    const entry = (id: string, action: string) => ({
      id,
      action,
      at: '2030-01-31T11:00:03.000Z',
      actor: 'user:default/remy',
      details: {},
    });
    const text = formatTimeline({
      audit: [entry('2', 'approved'), entry('1', 'proposed')],
      jobs: [],
      publications: [],
      drift: [],
    });
    expect(text.match(/proposed|approved/g)).toEqual(['proposed', 'approved']);
  });

  it('merges all kinds, oldest first', () => {
    const text = formatTimeline({
      audit: [
        {
          id: '2',
          at: '2030-01-31T11:00:03.000Z',
          actor: 'user:default/ada',
          action: 'approve',
          generation: 1,
          details: { comment: 'fine', reason: '', supersedes: [] },
        },
      ],
      jobs: [aJob({ finishedAt: '2030-01-31T11:00:05.000Z', state: 'done' })],
      publications: [
        {
          operationId: 'op-1',
          attempts: 1,
          purpose: 'publish',
          state: 'published',
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          path: 'clusters',
          commit: 'abcdef0123456789',
          createdAt: '2030-01-31T11:00:01.000Z',
          finishedAt: '2030-01-31T11:00:04.000Z',
        },
      ],
      drift: [
        {
          requestId: 'req-0123456789abcdef',
          path: 'clusters/a.yaml',
          change: 'modified',
          author: 'Mallory',
          detectedAt: '2030-01-31T11:00:06.000Z',
        },
      ],
    });
    const lines = text.trimEnd().split('\n').slice(1);
    expect(lines.map(line => line.split(/ {2,}/).slice(1))).toEqual([
      ['audit', 'approve by user:default/ada (generation 1) comment=fine'],
      ['publication', 'publish published generation 1 as abcdef012345 on main'],
      ['job', 'reconcile-request done attempt 0 of 10'],
      ['drift', 'clusters/a.yaml modified by Mallory (open)'],
    ]);
  });
});
