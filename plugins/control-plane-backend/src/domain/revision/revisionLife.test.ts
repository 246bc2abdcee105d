import { PublishedState } from '../request/Request';
import {
  APPROVER,
  PERSON,
  POLICY,
  RequestLife,
  REQUESTER,
} from '../../__testUtils__/RequestLife';
import { Revision } from './Revision';

/** The publication of a revision starts: from then on it cannot be taken back. */
function start(life: RequestLife, generation: number): void {
  life.put({ ...life.get(generation), publicationStartedAt: life.now });
  life.request = {
    ...life.request,
    phase: life.request.phase === 'deleting' ? 'deleting' : 'reconciling',
  };
}

/** The branch holds a revision, and the records say so. */
function publish(life: RequestLife, generation: number): void {
  start(life, generation);
  life.put({
    ...life.get(generation),
    state: 'effective',
    effectiveAt: life.now,
  });
  const published: PublishedState = {
    generation,
    repository: 'gitops',
    branch: 'main',
    commit: 'c'.repeat(40),
    at: life.now,
  };
  life.request = {
    ...life.request,
    phase: 'ready',
    progress: undefined,
    published,
  };
}

function ready(): RequestLife {
  const life = RequestLife.created(POLICY);
  publish(life, 1);
  return life;
}

const condition = (life: RequestLife, type: string) =>
  life.request.conditions.find(candidate => candidate.type === type);

describe('a proposal', () => {
  it('waits for a person where the class asks for one', () => {
    const life = RequestLife.created(PERSON);
    expect(life.request).toMatchObject({
      phase: 'pending_approval',
      generation: 1,
    });
    expect(life.request.progress).toBeUndefined();
    expect(condition(life, 'Approved')).toMatchObject({
      status: 'False',
      reason: 'AwaitingApproval',
    });
    expect(life.last).toMatchObject({
      newRevision: { revision: { state: 'pending_approval' } },
      changedRevisions: [],
      approvals: [],
      jobs: [],
      audit: [{ actor: REQUESTER, action: 'revision.proposed' }],
      outbox: [{ kind: 'approval_wanted' }],
    });
  });

  it('is approved by policy where the class asks for nobody, recorded like any other approval', () => {
    const life = RequestLife.created(POLICY);
    expect(life.request).toMatchObject({
      phase: 'queued',
      progress: { step: 'publish' },
    });
    expect(condition(life, 'Approved')).toMatchObject({ status: 'True' });
    expect(life.last).toMatchObject({
      newRevision: { revision: { generation: 1, state: 'approved' } },
      changedRevisions: [],
      approvals: [
        {
          decision: 'approve',
          decidedBy: 'policy:free',
          planDigest: life.get(1).planDigest,
        },
      ],
      jobs: [{ kind: 'reconcile-request', key: life.request.id }],
      audit: [
        { actor: REQUESTER, action: 'revision.proposed' },
        { actor: 'policy:free', action: 'revision.approved' },
      ],
      outbox: [{ kind: 'request_changed' }, { kind: 'decision_taken' }],
    });
  });

  it.each([
    ['a pending one', PERSON],
    ['an approved one', POLICY],
  ])('supersedes %s of its slot and voids its approval', (_, first) => {
    const life = ready();
    life.propose('update', first);
    life.propose('update', PERSON);
    expect(life.states()).toEqual([
      '1 effective',
      '2 superseded',
      '3 pending_approval',
    ]);
    expect(life.get(2)).toMatchObject({
      endedAt: life.now,
      endedReason: 'Superseded by generation 3',
    });
    expect(life.last?.audit[0].details).toMatchObject({ supersedes: [2] });
    // The branch still holds generation 1, and the request shows it.
    expect(life.request).toMatchObject({
      phase: 'ready',
      specGeneration: 1,
      progress: undefined,
    });
  });

  it('goes back to pending approval when the only approval is superseded', () => {
    const life = RequestLife.created(POLICY);
    life.propose('update', PERSON);
    expect(life.states()).toEqual(['1 superseded', '2 pending_approval']);
    expect(life.request).toMatchObject({
      phase: 'pending_approval',
      specGeneration: 2,
    });
  });

  it('leaves the other slot alone', () => {
    const life = ready();
    life.propose('update', PERSON);
    life.propose('extend', PERSON);
    life.propose('update', PERSON);
    expect(life.states()).toEqual([
      '1 effective',
      '2 superseded',
      '3 pending_approval',
      '4 pending_approval',
    ]);
    expect(life.request.phase).toBe('ready');
  });

  it('of a deletion supersedes all slots', () => {
    const life = ready();
    life.propose('update', PERSON);
    life.propose('extend', PERSON);
    life.propose('delete', PERSON);
    expect(life.states()).toEqual([
      '1 effective',
      '2 superseded',
      '3 superseded',
      '4 pending_approval',
    ]);
  });

  it('leaves one alone whose publication has started', () => {
    const life = ready();
    life.propose('update', POLICY);
    start(life, 2);
    life.propose('update', PERSON);
    expect(life.states()).toEqual([
      '1 effective',
      '2 approved',
      '3 pending_approval',
    ]);
    expect(life.request).toMatchObject({
      phase: 'reconciling',
      specGeneration: 2,
    });
  });

  it.each(['deleted', 'rejected', 'withdrawn', 'deleting'] as const)(
    'is refused by a request that is %s',
    phase => {
      const life = ready();
      life.request = { ...life.request, phase };
      for (const action of ['update', 'extend', 'delete'] as const) {
        expect(() => life.propose(action, PERSON)).toThrow(
          expect.objectContaining({
            name: 'ConflictError',
            message: expect.stringContaining(`is ${phase}`),
          }),
        );
      }
    },
  );
});

describe('an approval', () => {
  it('queues the request and says who gave it on what', () => {
    const life = RequestLife.created(PERSON);
    life.approve(1);
    expect(life.states()).toEqual(['1 approved']);
    expect(life.request).toMatchObject({ phase: 'queued', specGeneration: 1 });
    expect(life.last).toMatchObject({
      approvals: [
        {
          generation: 1,
          decision: 'approve',
          decidedBy: APPROVER,
          planDigest: life.get(1).planDigest,
          comment: 'go',
        },
      ],
      jobs: [{ kind: 'reconcile-request', key: life.request.id }],
      audit: [
        {
          actor: APPROVER,
          action: 'revision.approved',
          generation: 1,
          after: life.get(1).planDigest,
        },
      ],
      outbox: [{ kind: 'decision_taken' }],
    });
  });

  it('of an update takes a ready request through the queue again', () => {
    const life = ready();
    life.propose('update', PERSON, {
      class: { ...life.request.class, revision: 2 },
    });
    expect(life.request).toMatchObject({ phase: 'ready', specGeneration: 1 });
    life.approve(2);
    expect(life.request).toMatchObject({
      phase: 'queued',
      specGeneration: 2,
      class: { revision: 2 },
    });
  });

  it('of an extension counts at once and ends the expiry', () => {
    const life = ready();
    life.request = {
      ...life.request,
      conditions: [
        {
          type: 'LeaseExpired',
          status: 'True',
          reason: 'ReviewDue',
          message: '',
          lastTransitionTime: life.now,
          observedGeneration: 1,
        },
      ],
    };
    life.propose('extend', PERSON);
    life.approve(2);
    expect(life.get(2)).toMatchObject({
      state: 'effective',
      effectiveAt: life.now,
    });
    expect(life.request).toMatchObject({
      phase: 'ready',
      lease: { hours: 96 },
    });
    expect(condition(life, 'LeaseExpired')).toBeUndefined();
    expect(condition(life, 'Approved')).toMatchObject({ status: 'True' });
    expect(life.last?.jobs).toEqual([]);
  });

  it.each([PERSON, POLICY])(
    'of an extension above the cap is a conflict that names what is left: %j',
    approval => {
      const life = ready();
      const extend = () => {
        const generation = life.propose('extend', approval, {
          leaseHours: 97,
        });
        life.approve(generation);
      };
      expect(extend).toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringContaining(
            'may last 168 hours in all: expected at most 96 more, got 97',
          ),
        }),
      );
      expect(life.request.lease.hours).toBe(72);
    },
  );

  it('of a deletion starts the teardown and ends whatever else was asked for since', () => {
    const life = ready();
    life.propose('delete', PERSON);
    life.propose('extend', PERSON);
    life.approve(2);
    expect(life.states()).toEqual([
      '1 effective',
      '2 approved',
      '3 superseded',
    ]);
    expect(life.request.phase).toBe('deleting');
    expect(life.last?.jobs).toHaveLength(1);
  });

  it('of a deletion lets land what is on its way already', () => {
    const life = RequestLife.created(POLICY);
    start(life, 1);
    life.propose('delete', PERSON);
    life.approve(2);
    expect(life.states()).toEqual(['1 approved', '2 approved']);
  });

  it('counts for one digest only', () => {
    const life = RequestLife.created(PERSON);
    for (const decide of [
      () => life.approve(1, 'sha256:other'),
      () => life.reject(1, 'sha256:other'),
    ]) {
      expect(decide).toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringContaining('Look at the plan again'),
        }),
      );
    }
    expect(life.states()).toEqual(['1 pending_approval']);
  });
});

describe('a rejection', () => {
  it('of the first proposal ends the request and all that was asked for besides', () => {
    const life = RequestLife.created(PERSON);
    life.propose('extend', PERSON);
    life.reject(1);
    expect(life.request.phase).toBe('rejected');
    expect(life.states()).toEqual(['1 rejected', '2 superseded']);
    expect(condition(life, 'Approved')).toMatchObject({
      status: 'False',
      reason: 'Rejected',
      message: expect.stringContaining('too dear'),
    });
    expect(life.last).toMatchObject({
      approvals: [{ decision: 'reject', decidedBy: APPROVER }],
      jobs: [],
      audit: [{ action: 'revision.rejected' }],
      outbox: [{ kind: 'decision_taken' }],
    });
  });

  it.each(['update', 'extend', 'delete'] as const)(
    'of a later %s leaves the request as it was, with the reason as a condition',
    action => {
      const life = ready();
      life.propose(action, PERSON);
      life.reject(2);
      expect(life.request).toMatchObject({
        phase: 'ready',
        specGeneration: 1,
        lease: { hours: 72 },
      });
      expect(life.states()).toEqual(['1 effective', '2 rejected']);
      expect(condition(life, 'Approved')).toMatchObject({
        status: 'True',
        reason: action === 'extend' ? 'Approved' : 'ChangeRejected',
      });
    },
  );

  it('of a change leaves alone what is on its way', () => {
    const life = RequestLife.created(POLICY);
    start(life, 1);
    life.propose('update', PERSON);
    life.reject(2);
    expect(life.request).toMatchObject({
      phase: 'reconciling',
      specGeneration: 1,
    });
  });
});

describe('a withdrawal', () => {
  it('of the first proposal ends the request', () => {
    const life = RequestLife.created(PERSON);
    life.propose('extend', PERSON);
    life.withdraw(1);
    expect(life.request.phase).toBe('withdrawn');
    expect(life.states()).toEqual(['1 withdrawn', '2 superseded']);
    expect(life.last).toMatchObject({
      approvals: [],
      jobs: [],
      audit: [{ actor: REQUESTER, action: 'revision.withdrawn' }],
      outbox: [{ kind: 'request_changed' }],
    });
  });

  it('of the first proposal ends the request also after its approval', () => {
    const life = RequestLife.created(POLICY);
    life.withdraw(1);
    expect(life.request).toMatchObject({
      phase: 'withdrawn',
      progress: undefined,
    });
    expect(life.last?.jobs).toHaveLength(1);
  });

  it.each([PERSON, POLICY])(
    'of a later change goes back to what the branch holds: %j',
    approval => {
      const life = ready();
      life.propose('update', approval, {
        class: { ...life.request.class, revision: 2 },
      });
      life.withdraw(2);
      expect(life.request).toMatchObject({
        phase: 'ready',
        specGeneration: 1,
        class: { revision: 1 },
        progress: undefined,
      });
    },
  );

  it('of an approved change goes back to what is on its way', () => {
    const life = ready();
    life.propose('update', POLICY);
    start(life, 2);
    life.propose('update', POLICY);
    expect(life.request.specGeneration).toBe(3);
    life.withdraw(3);
    expect(life.request).toMatchObject({
      phase: 'reconciling',
      specGeneration: 2,
    });
    expect(life.last?.jobs).toHaveLength(1);
  });

  it('of an approved deletion keeps the request', () => {
    const life = ready();
    life.propose('delete', POLICY);
    expect(life.request.phase).toBe('deleting');
    life.withdraw(2);
    expect(life.request.phase).toBe('ready');
    expect(life.desired()?.generation).toBe(1);
  });

  it('of an approved deletion of something on its way lets it land', () => {
    const life = RequestLife.created(POLICY);
    start(life, 1);
    life.propose('delete', POLICY);
    life.withdraw(2);
    expect(life.request.phase).toBe('queued');
    expect(life.desired()?.generation).toBe(1);
  });

  it('comes too late once the publication has started', () => {
    const life = RequestLife.created(POLICY);
    start(life, 1);
    expect(() => life.withdraw(1)).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          'is approved, its publication was begun, and cannot be withdrawn any more',
        ),
      }),
    );
  });
});

describe('a revision that ended', () => {
  const ends: Array<[Revision['state'], (life: RequestLife) => void]> = [
    ['rejected', life => life.reject(2)],
    ['withdrawn', life => life.withdraw(2)],
    ['superseded', life => void life.propose('update', PERSON)],
    [
      'effective',
      life => {
        life.approve(2);
        publish(life, 2);
      },
    ],
  ];

  it.each(ends)('as %s takes no further decision', (state, end) => {
    const life = ready();
    life.propose('update', PERSON);
    end(life);
    expect(life.get(2).state).toBe(state);
    const before = life.states();
    for (const decide of [
      () => life.approve(2),
      () => life.reject(2),
      () => life.withdraw(2),
    ]) {
      expect(decide).toThrow(
        expect.objectContaining({ name: 'ConflictError' }),
      );
    }
    expect(life.states()).toEqual(before);
  });
});
