import {
  aPublication,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../../__testUtils__/builders';
import { JobWait } from '../job/jobWait';
import { Approval } from '../revision/Revision';
import { buildTimeline } from './buildTimeline';
import { TimelineJob } from './heldByPause';
import { TimelineEntry } from './Timeline';
import { TimelineFacts } from './TimelineFacts';

function at(second: number): Date {
  return new Date(BUILT_AT.getTime() + second * 1000);
}

const ADA = 'user:default/ada';
const OPERATORS = ['group:default/admins'];

const yes: Approval = {
  id: 'approval-1',
  requestId: aRequest().id,
  generation: 1,
  decision: 'approve',
  decidedBy: ADA,
  planDigest: 'sha256:plan',
  comment: 'go',
  decidedAt: at(10),
};

const no: Approval = { ...yes, decision: 'reject', comment: 'too dear' };

const PAUSED: JobWait = {
  reason: 'paused',
  pause: {
    scope: 'limit',
    name: 'target:us-east-1',
    reason: 'The cluster is being upgraded',
    by: 'user:default/otto',
    at: at(40),
  },
};

function aJob(overrides: Partial<TimelineJob>): TimelineJob {
  return {
    id: 'job-1',
    kind: 'reconcile-request',
    key: aRequest().id,
    group: 'payments',
    priority: 0,
    payload: {},
    state: 'ready',
    attempt: 0,
    maxAttempts: 10,
    runAt: at(10),
    createdAt: at(10),
    runAgain: false,
    ...overrides,
  };
}

function stations(facts: Partial<TimelineFacts>): TimelineEntry[] {
  return buildTimeline({
    request: aRequest(),
    revision: aRevision({ state: 'approved' }),
    approvals: [yes],
    classTitle: 'Preview',
    deciders: [],
    operators: OPERATORS,
    now: at(60),
    ...facts,
  }).entries;
}

function station(
  step: TimelineEntry['step'],
  facts: Partial<TimelineFacts>,
): TimelineEntry {
  const found = stations(facts).find(entry => entry.step === step);
  if (!found) {
    throw new Error(`There is no station ${step}`);
  }
  return found;
}

const started = aRevision({
  state: 'approved',
  publicationStartedAt: at(20),
});

describe('buildTimeline', () => {
  it.each<[string, Partial<TimelineFacts>, string]>([
    [
      'a revision that nobody decided on yet',
      { revision: aRevision({ state: 'pending_approval' }), approvals: [] },
      'done waiting ahead ahead ahead',
    ],
    ['one that was just approved', {}, 'done done waiting ahead ahead'],
    [
      'one that a worker has',
      { job: aJob({ state: 'leased' }) },
      'done done running ahead ahead',
    ],
    [
      'one that is being pushed',
      {
        revision: started,
        publication: aPublication(),
        lane: aJob({ state: 'leased' }),
      },
      'done done done running ahead',
    ],
    [
      'one that is on the branch before the records say so',
      {
        revision: started,
        publication: aPublication({ state: 'published', finishedAt: at(30) }),
      },
      'done done done done running',
    ],
    [
      'one that is in force',
      {
        revision: { ...started, state: 'effective', effectiveAt: at(31) },
        publication: aPublication({ state: 'published', finishedAt: at(30) }),
      },
      'done done done done done',
    ],
    [
      'one whose push was given up',
      {
        revision: started,
        publication: aPublication({ state: 'failed', finishedAt: at(30) }),
      },
      'done done done failed ahead',
    ],
    [
      'one that was rejected',
      {
        revision: aRevision({
          state: 'rejected',
          endedAt: at(10),
          endedReason: 'too dear',
        }),
        approvals: [no],
      },
      'done failed skipped skipped skipped',
    ],
    [
      'one that was withdrawn before anybody decided',
      {
        revision: aRevision({ state: 'withdrawn', endedAt: at(10) }),
        approvals: [],
      },
      'done skipped skipped skipped skipped',
    ],
    [
      'one that was superseded while it was queued',
      { revision: aRevision({ state: 'superseded', endedAt: at(15) }) },
      'done done skipped skipped skipped',
    ],
    [
      'one that a newer one overtook in the lane',
      {
        revision: { ...started, state: 'superseded', endedAt: at(40) },
        publication: aPublication({ state: 'skipped', finishedAt: at(39) }),
      },
      'done done done skipped skipped',
    ],
    [
      'an extension that waits',
      {
        revision: aRevision({
          slot: 'lease',
          action: 'extend',
          state: 'pending_approval',
        }),
        approvals: [],
      },
      'done waiting ahead',
    ],
  ])('tells the stations of %s', (_, facts, states) => {
    expect(
      stations(facts)
        .map(({ state }) => state)
        .join(' '),
    ).toBe(states);
  });

  it('begins each station where the one before ended', () => {
    const entries = stations({
      revision: { ...started, state: 'effective', effectiveAt: at(31) },
      publication: aPublication({ state: 'published', finishedAt: at(30) }),
    });
    expect(
      entries.map(({ startedAt, finishedAt }) => [startedAt, finishedAt]),
    ).toEqual([
      [at(0), at(0)],
      [at(0), at(10)],
      [at(10), at(20)],
      [at(20), at(30)],
      [at(30), at(31)],
    ]);
  });

  it('says for whom a decision waits, and what to do when that is nobody', () => {
    const waiting = {
      revision: aRevision({ state: 'pending_approval' as const }),
      approvals: [],
    };
    expect(
      station('approval', { ...waiting, deciders: [ADA] }).wait,
    ).toMatchObject({ whom: [ADA], since: at(0) });
    expect(station('approval', waiting).wait).toMatchObject({
      whom: [],
      advice: expect.stringContaining('controlPlane.roles'),
    });
  });

  it.each<[string, Partial<TimelineJob> | undefined, object]>([
    [
      'its turn',
      {},
      {
        what: 'Waits for its turn in the queue',
        whom: ['system:queue'],
        since: at(10),
        next: undefined,
      },
    ],
    [
      'a later try',
      {
        runAt: at(90),
        waitsFor: 'the next try: attempt 1 of 10 failed',
        lastError: { message: 'no route', at: at(50), retryable: true },
      },
      { next: at(90), advice: 'The last attempt failed: no route' },
    ],
    [
      'a pause to end, whatever else it would wait for',
      { runAt: at(90), waitsFor: 'the next try', wait: PAUSED },
      {
        what: 'The cluster is being upgraded',
        whom: ['user:default/otto'],
        since: at(40),
        advice: expect.stringContaining('by itself'),
      },
    ],
    [
      'an operator, because the job is dead',
      { state: 'dead', finishedAt: at(55) },
      { whom: OPERATORS, since: at(55) },
    ],
    [
      'an operator, because the job was cancelled',
      { state: 'cancelled', finishedAt: at(55) },
      { whom: OPERATORS, since: at(55), advice: 'Ask for a reconcile' },
    ],
    [
      'an operator, because there is no job',
      undefined,
      { whom: OPERATORS, since: at(10), advice: 'Ask for a reconcile' },
    ],
  ])('says when the queue waits for %s', (_, job, wait) => {
    expect(station('queued', { job: job && aJob(job) }).wait).toMatchObject(
      wait,
    );
  });

  it.each<[string, Partial<TimelineFacts>, object]>([
    [
      'the push budget',
      {
        lane: aJob({ waitsFor: 'the push budget of gitops', runAt: at(70) }),
      },
      {
        what: 'Waits for the push budget of gitops',
        whom: ['system:lane'],
        next: at(70),
      },
    ],
    [
      'the pause of its lane to end, whatever failed before',
      {
        publication: aPublication({
          retryAt: at(90),
          message: 'unreachable',
        }),
        lane: aJob({ wait: PAUSED }),
      },
      { what: 'The cluster is being upgraded', whom: ['user:default/otto'] },
    ],
    [
      'a lane that does not run',
      {},
      { advice: expect.stringContaining('starts the lane again') },
    ],
    [
      'a remote that fails',
      {
        publication: aPublication({
          message: 'no route',
          advice: 'Check the address',
          retryAt: at(80),
        }),
      },
      {
        what: 'no route',
        whom: ['system:lane'],
        next: at(80),
        advice: 'Check the address',
      },
    ],
    [
      'an operator after it was given up',
      {
        publication: aPublication({
          state: 'failed',
          message: 'denied',
          advice: 'Grant the right.',
          finishedAt: at(30),
        }),
      },
      {
        whom: OPERATORS,
        since: at(30),
        advice: 'Grant the right. Then ask for a reconcile',
      },
    ],
  ])('says when the way to the branch waits for %s', (_, facts, wait) => {
    expect(
      station('published', {
        revision: started,
        publication: aPublication(),
        ...facts,
      }).wait,
    ).toMatchObject(wait);
  });

  it('names who did what, with links to it', () => {
    const entries = stations({
      revision: { ...started, state: 'effective', effectiveAt: at(31) },
      publication: aPublication({
        state: 'published',
        commit: 'c'.repeat(40),
        finishedAt: at(30),
      }),
      job: aJob({ state: 'done' }),
    });
    expect(entries.map(({ actor, links }) => [actor, ...links])).toEqual([
      ['user:default/riley', { kind: 'revision', ref: '1' }],
      [ADA, { kind: 'approval', ref: 'approval-1' }],
      ['system:queue', { kind: 'job', ref: 'job-1' }],
      [
        'system:lane',
        { kind: 'commit', ref: 'c'.repeat(40), repository: 'gitops' },
      ],
      ['system:reconcile'],
    ]);
  });

  it('says which policy approved', () => {
    expect(
      station('approval', {
        approvals: [{ ...yes, decidedBy: 'policy:class-preview-create' }],
      }),
    ).toMatchObject({
      actor: 'policy:class-preview-create',
      message: expect.stringContaining('Preview asks nobody'),
    });
  });
});
