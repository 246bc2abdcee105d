import {
  Condition,
  EnvironmentClass,
  EnvironmentRequest,
  Revision,
  RevisionAction,
  RevisionState,
  RequestPhase,
  slotOf,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { auditOf } from './auditOf';
import { DevRecord } from './DevRecord';
import { digestOf, hexOf } from './digestOf';
import { driftOf } from './driftOf';
import { Environment } from './environments';
import { jobsOf } from './jobsOf';
import { hoursAfter, hoursAgo } from './times';

/** The request that one line of `environments` stands for, with its revisions, jobs, edits by others and audit. */
export function recordOf(
  environment: Environment,
  environmentClass: EnvironmentClass,
): DevRecord {
  const revisions = revisionsOf(environment, environmentClass);
  const request = requestOf(environment, { environmentClass, revisions });
  return {
    request,
    revisions,
    drift: environment.drifted ? driftOf(request) : [],
    jobs: jobsOf(request),
    audit: auditOf(request, revisions),
  };
}

/** What a list shows of the revisions that are not settled yet. */
export function openRevisionsOf(
  revisions: readonly Revision[],
): EnvironmentRequest['openRevisions'] {
  return revisions.filter(
    ({ state }) => state === 'pending_approval' || state === 'approved',
  );
}

function requestOf(
  environment: Environment,
  made: { environmentClass: EnvironmentClass; revisions: Revision[] },
): EnvironmentRequest {
  const { team, app, region, phase, requester } = environment;
  const { environmentClass, revisions } = made;
  const id = requestIdOf(environment);
  const [first] = revisions;
  const namespaces = environmentClass.namespaces.map(
    role => `${team}-${app}-${hexOf(id, 8)}${role === 'app' ? '' : `-${role}`}`,
  );
  const startedAt = hoursAfter(hoursAgo(environment.ageHours), 0.01);
  const isPublished = phase === 'ready' || phase === 'deleting';
  const hours = environment.leaseHours ?? environmentClass.lease.defaultHours;
  const { maxHours, onExpiry } = environmentClass.lease;
  return {
    id,
    kind: environmentClass.kind,
    class: classRefOf(environmentClass),
    team,
    app,
    region,
    target: region,
    requester: `user:default/${requester}`,
    owner: `group:default/${team}`,
    phase,
    conditions: conditionsOf(phase, startedAt),
    progress: progressOf(phase, startedAt),
    generation: revisions.length,
    version: revisions.length,
    source: first?.source,
    labels: first?.labels ?? {},
    parameters: first?.parameters ?? {},
    namespaces,
    path: `clusters/${region}/teams/${team}/${app}/${id}`,
    cost: environmentClass.cost,
    lease: isPublished
      ? {
          hours,
          maxHours,
          onExpiry,
          startedAt,
          expiresAt: hoursAfter(startedAt, hours),
        }
      : { hours, maxHours, onExpiry },
    openRevisions: openRevisionsOf(revisions),
    published: isPublished
      ? {
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          commit: hexOf(`commit of ${id}`, 40),
          at: startedAt,
        }
      : undefined,
    driftedPaths: environment.drifted ? 1 : 0,
    createdAt: hoursAgo(environment.ageHours),
    updatedAt: startedAt,
  };
}

function revisionsOf(
  environment: Environment,
  environmentClass: EnvironmentClass,
): Revision[] {
  const { pending } = environment;
  const create = revisionOf(environment, {
    environmentClass,
    action: 'create',
    state: firstState(environment.phase),
    generation: 1,
  });
  return pending
    ? [
        create,
        revisionOf(environment, {
          environmentClass,
          action: pending,
          state: 'pending_approval',
          generation: 2,
        }),
      ]
    : [create];
}

interface RevisionFacts {
  environmentClass: EnvironmentClass;
  action: RevisionAction;
  state: RevisionState;
  generation: number;
}

function revisionOf(environment: Environment, about: RevisionFacts): Revision {
  const { action, state, generation, environmentClass } = about;
  const { team, app, requester, ageHours, reason } = environment;
  const requestedAt = generation === 1 ? hoursAgo(ageHours) : hoursAgo(1.5);
  const planDigest = digestOf(`${requestIdOf(environment)} ${generation}`);
  return {
    requestId: requestIdOf(environment),
    generation,
    slot: slotOf(action),
    action,
    state,
    planDigest,
    requestedBy: `user:default/${requester}`,
    requestedAt,
    class: classRefOf(environmentClass),
    reason: generation === 1 ? reason : laterReasons[action],
    source: {
      url: `https://git.example.com/${team}/${app}.git`,
      ref: action === 'update' ? 'v1.5.0' : 'v1.4.2',
      path: 'deploy/overlay',
    },
    owner: `group:default/${team}`,
    labels: { 'cost-center': `cc-${hexOf(team, 4)}` },
    parameters:
      environmentClass.name === 'production'
        ? { changeTicket: generation === 1 ? 'CHG-1042' : 'CHG-1077' }
        : {},
    leaseHours: environment.leaseHours ?? environmentClass.lease.defaultHours,
    cost: environmentClass.cost,
    approvalRule: `class-${environmentClass.name}-${action}`,
    approvals: approvalsOf({ about, requestedAt, planDigest }),
    ...(state === 'effective'
      ? { effectiveAt: hoursAfter(requestedAt, 0.01) }
      : {}),
    ...(state === 'rejected' || state === 'withdrawn'
      ? {
          endedAt: hoursAfter(requestedAt, 1),
          endedReason:
            state === 'rejected' ? 'Rejected by an approver' : 'Withdrawn',
        }
      : {}),
  };
}

function approvalsOf(of: {
  about: RevisionFacts;
  requestedAt: string;
  planDigest: string;
}): Revision['approvals'] {
  const { environmentClass, action, state, generation } = of.about;
  if (state === 'pending_approval' || state === 'withdrawn') {
    return [];
  }
  const isRejected = state === 'rejected';
  return [
    {
      id: `approval-${generation}`,
      generation,
      decision: isRejected ? 'reject' : 'approve',
      decidedBy: environmentClass.approval.requiredFor.includes(action)
        ? 'user:default/ada'
        : `policy:class-${environmentClass.name}-${action}`,
      planDigest: of.planDigest,
      comment: isRejected
        ? 'Move the data of the first region before a second one opens'
        : '',
      decidedAt: hoursAfter(of.requestedAt, 0.005),
    },
  ];
}

const laterReasons: Record<RevisionAction, string> = {
  create: '',
  update: 'Deliver release 1.5.0',
  extend: 'The review of the quarter is not over yet',
  delete: 'The layouts are chosen',
};

function classRefOf(environmentClass: EnvironmentClass): Revision['class'] {
  const { name, revision, digest } = environmentClass;
  return { name, revision, digest };
}

function requestIdOf(environment: Environment): string {
  const { team, app, region, ageHours } = environment;
  const hex = hexOf(
    [environment.class, team, app, region, ageHours].join(),
    16,
  );
  return `req-${hex}`;
}

function firstState(phase: RequestPhase): RevisionState {
  switch (phase) {
    case 'pending_approval':
    case 'rejected':
    case 'withdrawn':
      return phase;
    case 'approved':
    case 'queued':
    case 'reconciling':
    case 'awaiting_merge':
    case 'failed':
      return 'approved';
    case 'ready':
    case 'asleep':
    case 'deleting':
    case 'deleted':
      return 'effective';
    default: {
      const unreachable: never = phase;
      throw new Error(`Unknown phase ${unreachable}`);
    }
  }
}

function conditionsOf(phase: RequestPhase, at: string): Condition[] {
  if (phase !== 'ready') {
    return [];
  }
  const seen = { lastTransitionTime: at, observedGeneration: 1 };
  return [
    {
      ...seen,
      type: 'Published',
      status: 'True',
      reason: 'Published',
      message: 'The branch holds what was approved',
    },
    {
      ...seen,
      type: 'Healthy',
      status: 'Unknown',
      reason: 'NotObserved',
      message: 'Nothing observes the cluster',
    },
  ];
}

function progressOf(
  phase: RequestPhase,
  since: string,
): EnvironmentRequest['progress'] {
  switch (phase) {
    case 'reconciling':
      return { step: 'publish', message: 'Waits for its turn to push', since };
    case 'deleting':
      return { step: 'remove', message: 'Removes its folder', since };
    case 'failed':
      return {
        step: 'publish',
        message: 'The push was refused',
        since,
        failure: {
          reason: 'PushDeclined',
          message: 'pre-receive hook declined: commits must be signed',
          advice: 'Set controlPlane.git.signing, or let the account push',
          retryable: false,
        },
      };
    default:
      return undefined;
  }
}
