import { ServiceUnavailableError } from '@backstage/errors';
import { CONTENDED } from '../domain/publication/PublishRejection';
import { BranchEntries } from '../publishers/git/BranchEntries';
import { commitMessage } from '../publishers/git/commitMessage';
import {
  blobId,
  BranchState,
  OperationPlan,
  planOperation,
  refusalOfLink,
} from '../publishers/git/planOperation';
import { foldersOf, isBelow, refusalOfPaths } from '../publishers/pathRules';
import {
  ForeignEdit,
  PublishBatch,
  PublishedTree,
  Publisher,
  PublishOperation,
  PublishOutcome,
  PublishTarget,
} from '../publishers/Publisher';
import { FakeBranch } from './FakeBranch';

type Rejected = Extract<PublishOutcome, { type: 'rejected' }>;

/**
 * What goes wrong with one call of `publish`.
 *
 * - `unreachable`: the branch cannot be read.
 * - `rejects`: the host refuses the push.
 * - `dies_before_push`, `dies_after_push`: the process ends there.
 * - `unheard`: the push lands and the answer is lost.
 */
export type PublishFault =
  | { type: 'unreachable' }
  | { type: 'rejects'; rejection: Omit<Rejected, 'type'> }
  | { type: 'dies_before_push' }
  | { type: 'dies_after_push' }
  | { type: 'unheard' };

/** The host refuses the push for good. */
export const DENIED = {
  type: 'rejects',
  rejection: {
    reason: 'push_denied',
    message: 'The host refuses the push.',
    advice: 'Unprotect the branch.',
    retryable: false,
  },
} as const satisfies PublishFault;

/** Others pushed faster each time. */
export const LOST_RACES = {
  type: 'rejects',
  rejection: {
    reason: CONTENDED,
    message: 'Others were faster.',
    advice: 'Nothing to do: it is tried again.',
    retryable: true,
  },
} as const satisfies PublishFault;

const UNREACHABLE: Rejected = {
  type: 'rejected',
  reason: 'unreachable',
  message: 'The host does not answer.',
  advice: 'Nothing to do: it is tried again.',
  retryable: true,
};

const BRANCH_MISSING: Rejected = {
  type: 'rejected',
  reason: 'branch_missing',
  message: 'The branch does not exist.',
  advice: 'Create it.',
  retryable: false,
};

/** Writes to a branch in memory, with the decisions of the real publisher and faults that a test asks for. */
export class FakePublisher implements Publisher {
  readonly branch = new FakeBranch();
  readonly #faults: PublishFault[] = [];

  /** The next calls of `publish` go wrong, one each. */
  failNext(...faults: PublishFault[]): void {
    this.#faults.push(...faults);
  }

  async publish(batch: PublishBatch): Promise<Map<string, PublishOutcome>> {
    const { target, operations, signal } = batch;
    signal.throwIfAborted();
    const fault = this.#faults.shift();
    if (target.branch !== 'main') {
      return rejected(operations, BRANCH_MISSING);
    }
    if (fault?.type === 'unreachable') {
      return rejected(operations, UNREACHABLE);
    }
    const { id: head } = this.branch.tip;
    const { outcomes, planned } = this.#plan(operations, head);
    if (planned.length === 0) {
      return outcomes;
    }
    await this.#recordForeignEdits(batch, planned);
    const unbased = planned.filter(({ operation }) => !operation.base);
    if (unbased.length > 0) {
      await batch.recordBase(
        head,
        unbased.map(({ operation }) => operation.id),
      );
    }
    signal.throwIfAborted();
    if (fault?.type === 'dies_before_push') {
      throw new Error('the process ended before the push');
    }
    const open = operations.filter(({ id }) => !outcomes.has(id));
    if (fault?.type === 'rejects') {
      const { rejection } = fault;
      return new Map([
        ...outcomes,
        ...rejected(open, { type: 'rejected', ...rejection }),
      ]);
    }
    const landed = this.#push(planned);
    if (fault?.type === 'dies_after_push') {
      throw new Error('the process ended after the push');
    }
    if (fault?.type === 'unheard') {
      return new Map([...outcomes, ...rejected(open, UNREACHABLE)]);
    }
    const last = this.branch.tip.id;
    return new Map(
      operations.map(({ id }): [string, PublishOutcome] => {
        const commit = landed.get(id);
        return [
          id,
          outcomes.get(id) ??
            (commit
              ? { type: 'published', commit }
              : // Made so by a commit of the same push.
                { type: 'unchanged', head: last }),
        ];
      }),
    );
  }

  async readTree(target: PublishTarget): Promise<PublishedTree> {
    if (target.branch !== 'main') {
      throw new ServiceUnavailableError('The branch does not exist');
    }
    return this.branch.read();
  }

  async probe(target: PublishTarget): Promise<string> {
    if (target.branch !== 'main') {
      throw new ServiceUnavailableError(
        `The branch '${target.branch}' does not exist`,
      );
    }
    return this.branch.tip.id;
  }

  /** Settles what landed before or needs no commit, and plans the commits of the others. */
  #plan(operations: readonly PublishOperation[], head: string) {
    const outcomes = new Map<string, PublishOutcome>();
    const planned: Planned[] = [];
    const state = this.#stateOf(operations);
    for (const operation of operations) {
      const { id, base } = operation;
      const commit = base && this.branch.find(id, base);
      if (commit) {
        outcomes.set(id, { type: 'already_published', commit });
        continue;
      }
      const plan = planOperation(operation, state);
      if (plan.type === 'write') {
        planned.push({ operation, plan });
      } else if (plan.type !== 'unchanged' || plan.settled) {
        outcomes.set(id, outcomeOf(plan, head));
      }
    }
    return { outcomes, planned };
  }

  async #recordForeignEdits(
    batch: PublishBatch,
    planned: readonly Planned[],
  ): Promise<void> {
    const tree = this.branch.read();
    const edits: ForeignEdit[] = [];
    for (const { operation, plan } of planned) {
      for (const difference of plan.foreign) {
        const edit = await tree.lastEdit(difference.path, batch.signal);
        edits.push({ ...difference, operationId: operation.id, edit });
      }
    }
    if (edits.length > 0) {
      await batch.recordForeignEdits(edits);
    }
  }

  #stateOf(operations: readonly PublishOperation[]): BranchState {
    const { tree } = this.branch.tip;
    const owners = operations.flatMap(({ ownedPaths }) => ownedPaths);
    const blocked = new Map<string, string>();
    for (const owner of owners) {
      for (const path of [...foldersOf(owner), owner]) {
        const mode = tree.get(path)?.mode;
        if (mode === '120000' || mode === '160000') {
          blocked.set(owner, refusalOfLink(path, mode));
        } else if (mode && path !== owner) {
          blocked.set(owner, `${path} is a file on the branch`);
        }
      }
    }
    const entries = new BranchEntries(owners);
    for (const [path, { mode, content }] of tree) {
      if (owners.some(owner => path === owner || isBelow(path, owner))) {
        entries.set(path, { mode, blob: blobId(content) });
      }
    }
    const refused = new Map(
      operations.flatMap(({ id, ownedPaths, files }) => {
        const refusal = refusalOfPaths(ownedPaths, files);
        return refusal ? [[id, refusal] as const] : [];
      }),
    );
    return { entries, refused, blocked, touched: new Set() };
  }

  #push(planned: readonly Planned[]): Map<string, string> {
    return new Map(
      planned.map(({ operation, plan }) => [
        operation.id,
        this.branch.commit({
          author: 'Control Plane',
          message: commitMessage(operation),
          operationIds: [operation.id],
          change: tree => {
            plan.draft.removed.forEach(path => tree.delete(path));
            plan.draft.written.forEach(({ path, content }) =>
              tree.set(path, { mode: '100644', content }),
            );
          },
        }),
      ]),
    );
  }
}

interface Planned {
  operation: PublishOperation;
  plan: Extract<OperationPlan, { type: 'write' }>;
}

function rejected(
  operations: readonly PublishOperation[],
  rejection: Rejected,
): Map<string, PublishOutcome> {
  return new Map(operations.map(({ id }) => [id, rejection]));
}

function outcomeOf(
  plan: Exclude<OperationPlan, { type: 'write' }>,
  head: string,
): PublishOutcome {
  switch (plan.type) {
    case 'unchanged':
      return { type: 'unchanged', head };
    case 'path_refused':
    case 'message_refused':
      return {
        type: 'rejected',
        reason: plan.type === 'path_refused' ? 'path_refused' : 'unknown',
        message: plan.message,
        advice: '',
        retryable: false,
      };
    case 'secret_found':
      return {
        type: 'rejected',
        reason: 'secret_found',
        message: `${plan.finding.path}: ${plan.finding.rule}`,
        advice: '',
        retryable: false,
      };
    default: {
      const unreachable: never = plan;
      throw new Error(`Unknown plan ${unreachable}`);
    }
  }
}
