import {
  anApproval,
  anOutboxEntry,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../../__testUtils__/builders';
import { Request } from '../request/Request';
import { Approval, Revision } from '../revision/Revision';
import { noticeOf, NoticeFacts } from './noticeOf';

const REMY = 'user:default/remy';
const ADA = 'user:default/ada';
const OWNER = 'group:default/payments';
const APPROVERS = ['group:default/change-approvers'];

const lease: Request['lease'] = {
  hours: 72,
  maxHours: 168,
  onExpiry: 'delete',
  expiresAt: BUILT_AT,
};

function facts(
  given: {
    request?: Partial<Request>;
    revision?: Partial<Revision>;
    decision?: Partial<Approval>;
  } = {},
): NoticeFacts {
  return {
    request: aRequest({ requester: REMY, lease, ...given.request }),
    revision: aRevision({ requestedBy: REMY, owner: OWNER, ...given.revision }),
    approvals: given.decision
      ? [
          {
            ...anApproval({ decidedBy: ADA, ...given.decision }),
            decidedAt: BUILT_AT,
          },
        ]
      : [],
    editors: [REMY, 'user:default/rosa'],
    approvers: APPROVERS,
  };
}

const WHAT = 'payments-api (preview, eu-west)';
const LINK = '/control-plane/requests/req-0000000000000001';

describe('noticeOf', () => {
  it('asks the approvers for a decision, and not those whose work it is', () => {
    expect(
      noticeOf(
        anOutboxEntry({ kind: 'approval_wanted' }),
        facts({ revision: { state: 'pending_approval', generation: 3 } }),
      ),
    ).toEqual({
      topic: 'approval',
      severity: 'normal',
      title: `Approval wanted: a new environment, ${WHAT}`,
      description:
        'remy of team payments asks for it. Reason: try the new checkout. 45 EUR a month.',
      link: '/control-plane/approvals/req-0000000000000001/3',
      to: APPROVERS,
      except: [REMY, REMY, 'user:default/rosa'],
    });
  });

  it('asks for no decision on what does not wait for one any more', () => {
    expect(
      noticeOf(
        anOutboxEntry({ kind: 'approval_wanted' }),
        facts({ revision: { state: 'withdrawn' } }),
      ),
    ).toBeUndefined();
  });

  it('tells who asked and the owner of a decision, and not who took it', () => {
    expect(
      noticeOf(
        anOutboxEntry({ kind: 'decision_taken' }),
        facts({
          revision: { state: 'rejected', action: 'update' },
          decision: { decision: 'reject', comment: 'Too expensive!' },
        }),
      ),
    ).toEqual({
      topic: 'decision',
      severity: 'high',
      title: `Rejected: a change, ${WHAT}`,
      description: 'ada rejected it: “Too expensive!”',
      link: `${LINK}?tab=approvals`,
      to: [REMY, REMY, OWNER],
      except: [ADA],
    });
    expect(
      noticeOf(
        anOutboxEntry({ kind: 'decision_taken' }),
        facts({ decision: { decision: 'approve' } }),
      ),
    ).toMatchObject({
      severity: 'normal',
      title: `Approved: a new environment, ${WHAT}`,
      description: 'ada approved it.',
    });
  });

  it('tells that something is ready, and when it ends', () => {
    const entry = anOutboxEntry({ payload: { became: 'ready' } });
    const published = {
      generation: 2,
      repository: 'gitops',
      branch: 'main',
      commit: 'c',
      at: BUILT_AT,
    };
    expect(
      noticeOf(entry, facts({ request: { phase: 'ready', published } })),
    ).toEqual({
      topic: 'progress',
      severity: 'normal',
      title: `Ready: ${WHAT}`,
      description:
        'Generation 2 is published on main; nothing observes the cluster. The lease ends 2026-11-21 10:00 UTC.',
      link: LINK,
      to: [REMY, OWNER],
      except: [],
    });
    expect(
      noticeOf(entry, facts({ request: { phase: 'queued', published } })),
    ).toBeUndefined();
  });

  it('tells that something failed, and what to do', () => {
    const entry = anOutboxEntry({ payload: { became: 'failed' } });
    const progress = {
      step: 'publish',
      message: '',
      since: BUILT_AT,
      failure: {
        reason: 'secret_found',
        message: 'A file holds a secret',
        advice: 'Take it out and ask again.',
        retryable: false,
      },
    };
    expect(
      noticeOf(entry, facts({ request: { phase: 'failed', progress } })),
    ).toMatchObject({
      topic: 'progress',
      severity: 'high',
      title: `Failed: ${WHAT}`,
      description: 'A file holds a secret. Take it out and ask again.',
      link: `${LINK}?tab=jobs`,
    });
    expect(
      noticeOf(entry, facts({ request: { phase: 'ready' } })),
    ).toBeUndefined();
  });

  it.each([
    [
      'delete',
      'high',
      'It ends 2026-11-21 10:00 UTC. Extend it, or everything of it is removed then.',
    ],
    [
      'review',
      'normal',
      'It ends 2026-11-21 10:00 UTC. Extend it, or ask for the teardown: by itself nothing is removed.',
    ],
  ] as const)(
    'warns of the end of a lease that means %s',
    (onExpiry, severity, description) => {
      const entry = anOutboxEntry({ kind: 'lease_expiring' });
      const request = { lease: { ...lease, onExpiry } };
      expect(noticeOf(entry, facts({ request }))).toMatchObject({
        topic: 'lease',
        severity,
        description,
        link: `${LINK}?do=extend`,
        to: [REMY, OWNER],
      });
      expect(
        noticeOf(entry, facts({ request: { ...request, phase: 'deleting' } })),
      ).toBeUndefined();
    },
  );

  it('tells that a lease has ended, and approvers too where somebody has to look', () => {
    const entry = anOutboxEntry({ kind: 'lease_expired' });
    expect(
      noticeOf(entry, facts({ request: { phase: 'deleting' } })),
    ).toMatchObject({
      severity: 'normal',
      description: 'Everything of it is being removed.',
      to: [REMY, OWNER],
    });
    const review = {
      ...lease,
      onExpiry: 'review' as const,
      expiryHandledAt: BUILT_AT,
    };
    expect(
      noticeOf(entry, facts({ request: { lease: review } })),
    ).toMatchObject({ severity: 'high', to: [REMY, OWNER, ...APPROVERS] });
    expect(
      noticeOf(
        entry,
        facts({
          request: { lease: { ...review, expiryHandledAt: undefined } },
        }),
      ),
    ).toBeUndefined();
  });

  it('names the files that somebody else edited, unless they are mended already', () => {
    const { path } = aRequest();
    const entry = anOutboxEntry({
      kind: 'drift_found',
      payload: {
        paths: ['a', 'b', 'c', 'd', 'e'].map(name => `${path}/${name}.yaml`),
      },
    });
    expect(
      noticeOf(entry, facts({ request: { driftedPaths: 5 } })),
    ).toMatchObject({
      topic: 'drift',
      severity: 'high',
      description:
        'a.yaml, b.yaml, c.yaml and 2 more. Look at who changed what, and ask for a reconcile to put it back.',
      link: `${LINK}?tab=drift`,
    });
    expect(noticeOf(entry, facts())).toBeUndefined();
  });
});
