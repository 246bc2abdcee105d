import { PublishOperation } from '../Publisher';
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

/** Compares operations with a branch. Decides nothing and changes nothing. */
export async function planBatch(options: {
  head: string;
  root: string;
  operations: readonly PublishOperation[];
  readTree(id: string): Promise<readonly GitTreeEntry[]>;
}): Promise<BatchPlan> {
  const { head, root, operations, readTree } = options;
  const state = await readBranchState(root, operations, readTree);
  return {
    head,
    root,
    plans: operations.map(operation => ({
      operation,
      plan: planOperation(operation, state),
    })),
  };
}
