import { JsonObject } from '@backstage/types';
import { NewAuditEntry } from '../../domain/audit/AuditEntry';
import { Drift } from '../../domain/drift/Drift';
import { Publication } from '../../domain/publication/Publication';
import {
  ConditionUpdate,
  withConditions,
} from '../../domain/request/conditions';
import { moveRequest } from '../../domain/request/moveRequest';
import { Request } from '../../domain/request/Request';
import { overtakenBy } from '../../domain/revision/overtakenBy';
import { Revision } from '../../domain/revision/Revision';
import { FinalizedState } from './FinalizedState';

/** What is to be stored about a request whose desired state reached the branch. */
export interface Recording {
  request: Request;
  /** Revisions whose state changes. */
  revisions: Revision[];
  /** The revision whose objects become what the request owns. */
  inForce?: Revision;
  /** What becomes of the drift that is open. */
  resolution?: NonNullable<Drift['resolution']>;
  audit: NewAuditEntry[];
  /** What is told of the change. */
  became: JsonObject;
}

/** What a recording is made of. */
export interface Recorded<T extends FinalizedState = FinalizedState> {
  request: Request;
  state: T;
  /** Revisions of the request that wait for approval or are approved and not in force. */
  open: readonly Revision[];
  /** Drift of the request that is not resolved. */
  drift: readonly Drift[];
  now: Date;
}

/** What to record. Pure. @throws ConflictError when the phase of the request refuses it. */
export function recordingOf(options: Recorded): Recording {
  const { state } = options;
  switch (state.type) {
    case 'overtaken':
      return published(options, {
        desired: state.landed.revision,
        publication: state.landed.publication,
        isNewest: false,
      });
    case 'published':
      return published(options, { ...state, isNewest: true });
    case 'removed':
      return removed(options, state);
    case 'repaired':
      return repaired(options, state);
    case 'unsettled':
      return {
        request: {
          ...moveRequest(options.request, 'settled', { now: options.now }),
          progress: undefined,
        },
        revisions: [],
        audit: [],
        became: {},
      };
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state ${unreachable}`);
    }
  }
}

interface Landed {
  desired: Revision;
  publication: Publication;
}

function inSync(message: string): ConditionUpdate {
  return { type: 'InSync', status: 'True', reason: 'AsPublished', message };
}

/** Puts a revision in force, ends the older ones that never got there, and closes whatever drift it wrote over. */
function putInForce(
  desired: Revision,
  { open, now }: Pick<Recorded, 'open' | 'now'>,
): Pick<Recording, 'revisions' | 'inForce' | 'resolution'> {
  return {
    revisions: [
      { ...desired, state: 'effective', effectiveAt: now },
      ...overtakenBy(desired, open, now),
    ],
    inForce: desired,
    resolution: 'replaced',
  };
}

function publishedConditions({
  desired,
  publication,
}: Landed): ConditionUpdate[] {
  return [
    {
      type: 'Published',
      status: 'True',
      reason: publication.state === 'unchanged' ? 'Unchanged' : 'Committed',
      message: `Generation ${desired.generation} is on ${publication.branch} at ${publication.commit}`,
    },
    inSync(`The branch holds generation ${desired.generation}`),
    {
      type: 'Healthy',
      status: 'Unknown',
      reason: 'NotObserved',
      message: 'Published; nothing observes the clusters',
    },
  ];
}

function published(
  options: Recorded,
  landed: Landed & { isNewest: boolean },
): Recording {
  const { request, now } = options;
  const { desired, publication, isNewest } = landed;
  const conditions = publishedConditions(landed);
  return {
    ...putInForce(desired, options),
    request: {
      // While a newer revision is on its way, phase and progress tell of that one.
      ...(isNewest
        ? {
            ...moveRequest(request, 'settled', { now, conditions }),
            progress: undefined,
          }
        : {
            ...request,
            conditions: withConditions(request.conditions, conditions, {
              now,
              generation: request.generation,
            }),
          }),
      driftedPaths: 0,
      namespaces: desired.objects
        .filter(({ kind }) => kind === 'Namespace')
        .map(({ name }) => name),
      published: {
        generation: desired.generation,
        repository: publication.repository,
        branch: publication.branch,
        commit: publication.commit ?? '',
        at: publication.finishedAt ?? now,
      },
    },
    audit: [
      {
        actor: 'system:reconcile',
        action: 'request.published',
        requestId: request.id,
        generation: desired.generation,
        after: desired.planDigest,
        details: {
          operation: publication.operationId,
          commit: publication.commit ?? '',
          unchanged: publication.state === 'unchanged',
        },
      },
    ],
    became: isNewest ? { became: 'ready', generation: desired.generation } : {},
  };
}

function removed(
  options: Recorded,
  { desired, publication }: Landed,
): Recording {
  const { request, now } = options;
  return {
    ...putInForce(desired, options),
    request: {
      ...moveRequest(request, 'torn_down', {
        now,
        conditions: [
          {
            type: 'Published',
            status: 'False',
            reason: 'Removed',
            message: `Nothing of the request is on ${publication.branch} any more`,
          },
          inSync('The branch holds nothing of the request, as desired'),
          {
            type: 'Healthy',
            status: 'Unknown',
            reason: 'Removed',
            message: 'Removed from Git; nothing observes the clusters',
          },
        ],
      }),
      progress: undefined,
      published: undefined,
      driftedPaths: 0,
    },
    audit: [
      {
        actor: 'system:reconcile',
        action: 'request.deleted',
        requestId: request.id,
        generation: desired.generation,
        details: {
          operation: publication.operationId,
          commit: publication.commit ?? '',
        },
      },
    ],
    became: { became: 'deleted', generation: desired.generation },
  };
}

function repaired(
  { request, drift, now }: Recorded,
  { desired, publication }: Landed,
): Recording {
  return {
    request: {
      ...moveRequest(request, 'settled', {
        now,
        conditions: [inSync('A foreign edit was repaired')],
      }),
      progress: undefined,
      driftedPaths: 0,
      ...(request.published && publication.commit
        ? { published: { ...request.published, commit: publication.commit } }
        : {}),
    },
    revisions: [],
    resolution: 'repaired',
    audit: [
      {
        actor: 'system:reconcile',
        action: 'drift.repaired',
        requestId: request.id,
        generation: desired.generation,
        details: {
          operation: publication.operationId,
          commit: publication.commit ?? '',
          paths: drift.map(({ path }) => path),
        },
      },
    ],
    became: {},
  };
}
