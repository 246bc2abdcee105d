import { JsonObject } from '@backstage/types';
import { NewAuditEntry } from '../../domain/audit/AuditEntry';
import { Publication } from '../../domain/publication/Publication';
import { RequestState } from '../../domain/reconcile/determineState';
import {
  ConditionUpdate,
  withConditions,
} from '../../domain/request/conditions';
import { moveRequest } from '../../domain/request/moveRequest';
import { Request } from '../../domain/request/Request';
import { overtakenBy } from '../../domain/revision/overtakenBy';
import { Revision } from '../../domain/revision/Revision';
import { UnitOfWork, Work } from '../../store/UnitOfWork';
import { GroupedTransactions } from '../GroupedTransactions';
import { lockAsSeen } from '../lockAsSeen';
import { MOVED_ON, ReconcileStep, StepResult } from '../ReconcileStep';

type Finalized =
  | 'overtaken'
  | 'published'
  | 'removed'
  | 'repaired'
  | 'unsettled';
type FinalizedState = Extract<RequestState, { type: Finalized }>;

/**
 * Records that the branch holds what was approved.
 *
 * @remarks
 * Nothing observes clusters yet, so `ready` means published and Healthy says that nobody has looked: never that all is well.
 */
export class FinalizeStep implements ReconcileStep<Finalized> {
  readonly name = 'finalize';
  readonly #transactions: GroupedTransactions;

  static create(options: { unitOfWork: UnitOfWork }): FinalizeStep {
    return new FinalizeStep(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#transactions = GroupedTransactions.create(unitOfWork);
  }

  async run(options: {
    request: Request;
    state: FinalizedState;
  }): Promise<StepResult> {
    const recorded = await this.#transactions.run(async tx => {
      const request = await lockAsSeen(tx, options.request);
      if (!request) {
        return false;
      }
      const audit = await record(tx, request, options.state);
      await tx.add({
        audit,
        outbox: [
          {
            kind: 'request_changed',
            requestId: request.id,
            payload: becameOf(options.state),
          },
        ],
      });
      return true;
    });
    if (!recorded) {
      return MOVED_ON;
    }
    const did = recordWords(options.state);
    // Whatever is approved from now on enqueues this job, which then runs once more.
    return options.state.type === 'overtaken'
      ? { type: 'again', did }
      : { type: 'ended', outcome: { type: 'done' }, did };
  }
}

/** What a request became by what landed on the branch. */
function becameOf(state: FinalizedState): JsonObject {
  switch (state.type) {
    case 'published':
      return { became: 'ready', generation: state.desired.generation };
    case 'removed':
      return { became: 'deleted', generation: state.desired.generation };
    case 'overtaken':
    case 'repaired':
    case 'unsettled':
      return {};
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state ${unreachable}`);
    }
  }
}

/** @returns what the audit has to tell */
async function record(
  tx: Work,
  request: Request,
  state: FinalizedState,
): Promise<NewAuditEntry[]> {
  switch (state.type) {
    case 'overtaken':
      return recordPublished(tx, request, {
        desired: state.landed.revision,
        publication: state.landed.publication,
        isNewest: false,
      });
    case 'published':
      return recordPublished(tx, request, { ...state, isNewest: true });
    case 'removed':
      return recordRemoved(tx, request, state);
    case 'repaired':
      return recordRepaired(tx, request, state);
    case 'unsettled': {
      const now = await tx.now();
      await tx.requests.update({
        ...moveRequest(request, 'settled', { now }),
        progress: undefined,
      });
      return [];
    }
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
async function putInForce(
  tx: Work,
  desired: Revision,
  now: Date,
): Promise<void> {
  const { requestId } = desired;
  await tx.revisions.updateState({
    ...desired,
    state: 'effective',
    effectiveAt: now,
  });
  const open = await tx.revisions.listOpen([requestId]);
  for (const revision of overtakenBy(desired, open, now)) {
    await tx.revisions.updateState(revision);
  }
  await tx.inventory.replace(
    requestId,
    desired.action === 'delete'
      ? []
      : desired.objects.map(object => ({
          ...object,
          requestId,
          generation: desired.generation,
        })),
  );
  const drift = await tx.drift.listOpen(requestId);
  await tx.drift.resolve(
    drift.map(({ id }) => id),
    'replaced',
  );
}

async function recordPublished(
  tx: Work,
  request: Request,
  landed: Landed & { isNewest: boolean },
): Promise<NewAuditEntry[]> {
  const { desired, publication, isNewest } = landed;
  const now = await tx.now();
  await putInForce(tx, desired, now);
  const conditions: ConditionUpdate[] = [
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
  await tx.requests.update({
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
  });
  return [
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
  ];
}

async function recordRemoved(
  tx: Work,
  request: Request,
  { desired, publication }: Landed,
): Promise<NewAuditEntry[]> {
  const now = await tx.now();
  await putInForce(tx, desired, now);
  await tx.requests.update({
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
  });
  return [
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
  ];
}

async function recordRepaired(
  tx: Work,
  request: Request,
  { desired, publication }: Landed,
): Promise<NewAuditEntry[]> {
  const now = await tx.now();
  const drift = await tx.drift.listOpen(request.id);
  await tx.drift.resolve(
    drift.map(({ id }) => id),
    'repaired',
  );
  await tx.requests.update({
    ...moveRequest(request, 'settled', {
      now,
      conditions: [inSync('A foreign edit was repaired')],
    }),
    progress: undefined,
    driftedPaths: 0,
    ...(request.published && publication.commit
      ? { published: { ...request.published, commit: publication.commit } }
      : {}),
  });
  return [
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
  ];
}

function recordWords(state: FinalizedState): string {
  switch (state.type) {
    case 'overtaken':
      return `${landedWords(
        state.landed.revision,
        state.landed.publication,
      )}; a newer one follows`;
    case 'published':
      return landedWords(state.desired, state.publication);
    case 'removed':
      return `Torn down: ${state.publication.branch} holds nothing of it any more`;
    case 'repaired':
      return `A foreign edit was repaired by commit ${state.publication.commit}`;
    case 'unsettled':
      return `Generation ${state.desired.generation} is on the branch already`;
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state ${unreachable}`);
    }
  }
}

function landedWords(
  { generation }: Revision,
  { state, branch, commit }: Publication,
): string {
  return state === 'unchanged'
    ? `In force: ${branch} held generation ${generation} already, unchanged at ${commit}`
    : `In force: generation ${generation} is on ${branch} by commit ${commit}`;
}
