import { TimeSlices } from '../../TimeSlices';
import { PublishOperation } from '../Publisher';
import { BranchTrees } from './BranchTrees';
import { GitConnection } from './gitEnvironment';
import { GitObjectError } from './GitObjectReader';
import { GitTreeEntry } from './objects/treeObject';
import { OperationPlan, planOperation } from './planOperation';
import { readBranchState } from './readBranchState';

/** What operations need when they come one after the other on a branch that stands at `head`. */
export interface BatchPlan {
  head: string;
  /** The root tree of `head`. */
  root: string;
  plans: Array<{ operation: PublishOperation; plan: OperationPlan }>;
}

export interface BatchPlannerOptions {
  trees: BranchTrees;
  connection: GitConnection;
  signal: AbortSignal;
}

type ReadTree = (id: string) => Promise<readonly GitTreeEntry[]>;

/** Compares operations with a branch. Settles nothing and changes nothing. */
export class BatchPlanner {
  constructor(private readonly options: BatchPlannerOptions) {}

  /** @throws an error of Git when the mirror does not have what it should; the signal's reason when it aborts */
  async plan(
    operations: readonly PublishOperation[],
    head: string,
  ): Promise<BatchPlan> {
    const { trees, connection, signal } = this.options;
    const root = await trees.rootOf(head, signal);
    return this.planOn({ head, root }, operations, id =>
      trees.read(id, connection, signal),
    );
  }

  /**
   * Plans as if the branch had not moved since we last had to do with it, from memory alone.
   *
   * @returns undefined when that does not do; never rejects, since nobody may be waiting
   */
  async planAhead(
    operations: readonly PublishOperation[],
  ): Promise<BatchPlan | undefined> {
    const { trees } = this.options;
    const { latest } = trees;
    if (!latest) {
      return undefined;
    }
    const readTree = async (id: string) => {
      const tree = trees.recall(id);
      if (!tree) {
        throw new GitObjectError(`tree ${id} is not in memory`);
      }
      return tree;
    };
    return this.planOn(latest, operations, readTree).catch(() => undefined);
  }

  private async planOn(
    branch: { head: string; root: string },
    operations: readonly PublishOperation[],
    readTree: ReadTree,
  ): Promise<BatchPlan> {
    const { signal } = this.options;
    const { root } = branch;
    const state = await readBranchState({ root, operations, readTree, signal });
    const plans: BatchPlan['plans'] = [];
    const slices = new TimeSlices();
    for (const operation of operations) {
      await slices.next(signal);
      plans.push({ operation, plan: planOperation(operation, state) });
    }
    return { ...branch, plans };
  }
}
