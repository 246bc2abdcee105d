import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../../clock';
import { TreeDifference } from '../../domain/drift/compareTree';
import { ForeignEdit, PublishBatch, PublishOperation } from '../Publisher';
import { PushBudget } from '../PushBudget';
import { BatchPlan, BatchPlanner } from './BatchPlanner';
import { BranchTrees } from './BranchTrees';
import { GitFailure } from './classifyGitFailure';
import { CommitDraft } from './CommitDraft';
import { GitConnection } from './gitEnvironment';
import { GitIdentity } from './gitIdentity';
import { GitMirror } from './GitMirror';
import { isDamage } from './mirrorDamage';
import { buildCommits, BuiltCommits } from './objects/buildCommits';
import { planOutcome } from './planOutcome';
import { PublishProgress } from './PublishProgress';
import { PushAnswer, PushSession } from './push/PushSession';

export interface PublishRoundOptions {
  batch: PublishBatch;
  mirror: GitMirror;
  trees: BranchTrees;
  connection: GitConnection;
  /** @throws an error that `judge` knows when the remote does not show the branch */
  openSession(): Promise<PushSession>;
  author: GitIdentity;
  committer: GitIdentity;
  /** Signs the content of a commit; absent when commits are not signed. */
  sign?(content: Buffer): Promise<string>;
  budget: PushBudget;
  clock: Clock;
  logger: LoggerService;
  /** Turns an error of Git or the system into a failure; throws anything else. */
  judge(error: unknown): GitFailure;
}

/** A commit to be made, and for whom. */
interface Planned {
  operation: PublishOperation;
  draft: CommitDraft;
  foreign: TreeDifference[];
}

/** Commits that are ready to be pushed to a branch that stands at `head`. */
interface Prepared {
  head: string;
  planned: Planned[];
  built: BuiltCommits;
}

/** How a round ended; what it settled stands in the progress of the call. */
export type RoundResult =
  | { type: 'settled' }
  /** `lock` tells of a lock file that was in the way; it may be another push, or left behind for ever. */
  | { type: 'lost_race'; lock?: GitFailure }
  | { type: 'damaged'; error: unknown }
  | { type: 'failed'; failure: GitFailure };

/** One look at the branch, and one push to it where something is left to be pushed. */
export class PublishRound {
  private readonly planner: BatchPlanner;

  constructor(
    private readonly options: PublishRoundOptions,
    private readonly progress: PublishProgress,
  ) {
    const { signal } = options.batch;
    this.planner = new BatchPlanner({ ...options, signal });
  }

  /**
   * @param open - what the call is to publish and has not yet
   * @param group - those of them that are to be pushed now
   */
  async play(
    open: PublishOperation[],
    group: PublishOperation[],
  ): Promise<RoundResult> {
    const { openSession, judge, batch } = this.options;
    let session: PushSession | undefined;
    const opening = openSession();
    // While the remote is asked, there is time.
    const ahead = this.planner.planAhead(group);
    try {
      session = await opening;
      const head = await this.bringUpTo(session.head, open);
      const prepared = await this.prepare(group, head, await ahead);
      return prepared
        ? await this.push(group, prepared, session)
        : { type: 'settled' };
    } catch (error) {
      batch.signal.throwIfAborted();
      if (error instanceof RecordError) {
        throw error.cause;
      }
      return isDamage(error)
        ? { type: 'damaged', error }
        : { type: 'failed', failure: judge(error) };
    } finally {
      await session?.close();
    }
  }

  /**
   * Fetches what is not known of the branch, and settles what has landed.
   *
   * @returns the head, which may be newer than the one that was seen
   */
  private async bringUpTo(
    seen: string,
    group: PublishOperation[],
  ): Promise<string> {
    const { mirror, trees, connection, batch } = this.options;
    const isKnown = this.progress.hasToSearch(group, seen)
      ? mirror.holds(seen)
      : trees.knows(seen);
    const head = isKnown ? seen : await mirror.fetch(connection, batch.signal);
    await this.takeLanded(group, head);
    this.progress.takeLooked(group);
    return head;
  }

  /**
   * Does everything else that comes before the push.
   *
   * @returns undefined when there is nothing to push
   */
  private async prepare(
    group: PublishOperation[],
    head: string,
    ahead: BatchPlan | undefined,
  ): Promise<Prepared | undefined> {
    const { trees, connection, batch } = this.options;
    const { signal } = batch;
    const open = this.progress.open(group);
    const isAsPlanned = ahead?.head === head && open.length === group.length;
    const plan = isAsPlanned ? ahead : await this.planner.plan(open, head);
    const planned = this.settlePlan(plan);
    const { root } = plan;
    if (planned.length === 0) {
      return undefined;
    }
    const { author, committer, sign, clock } = this.options;
    const built = await buildCommits({
      head,
      root,
      drafts: planned.map(({ draft }) => draft),
      author,
      committer,
      time: clock.now(),
      readTree: id => trees.read(id, connection, signal),
      onTree: ({ object, entries }) => trees.add(object.id, entries),
      ...(sign ? { sign } : {}),
      signal,
    });
    await this.recordForeignEdits(planned, head);
    await this.recordBases(planned, head);
    return { head, planned, built };
  }

  /** Settles the operations whose commit is on the branch already. */
  private async takeLanded(
    group: PublishOperation[],
    head: string,
  ): Promise<void> {
    const { mirror, batch } = this.options;
    for (const [base, ids] of this.progress.unsearched(group, head)) {
      const found = await mirror.findOperations({
        base,
        head,
        signal: batch.signal,
      });
      this.progress.takeSearched(ids, head, found);
    }
  }

  /**
   * Settles the operations that need no push.
   *
   * @returns the others
   */
  private settlePlan({ head, plans }: BatchPlan): Planned[] {
    const planned: Planned[] = [];
    for (const { operation, plan } of plans) {
      if (plan.type === 'write') {
        planned.push({ operation, ...plan });
      } else if (plan.type !== 'unchanged' || plan.settled) {
        this.progress.settle(operation.id, planOutcome(plan, head));
      }
    }
    return planned;
  }

  /** Tells what others edited before it is written over; one search of the history for each such path. */
  private async recordForeignEdits(
    planned: Planned[],
    head: string,
  ): Promise<void> {
    const { mirror, connection, batch } = this.options;
    const { signal } = batch;
    const found = planned.flatMap(({ operation, foreign }) =>
      foreign.map(difference => ({ ...difference, operationId: operation.id })),
    );
    if (found.length === 0) {
      return;
    }
    if (!mirror.holds(head)) {
      await mirror.fetch(connection, signal);
    }
    const edits: ForeignEdit[] = [];
    for (const difference of found) {
      const edit = await mirror.lastEdit(head, difference.path, signal);
      edits.push({ ...difference, ...(edit ? { edit } : {}) });
    }
    await recordWith(() => batch.recordForeignEdits(edits));
  }

  private async recordBases(planned: Planned[], head: string): Promise<void> {
    const ids = this.progress.withoutBase(
      planned.map(({ operation }) => operation),
    );
    if (ids.length > 0) {
      await recordWith(() => this.options.batch.recordBase(head, ids));
      this.progress.setBases(ids, head);
    }
  }

  private async push(
    group: PublishOperation[],
    { head, planned, built }: Prepared,
    session: PushSession,
  ): Promise<RoundResult> {
    const { batch, budget, trees } = this.options;
    const { commits, objects, root } = built;
    const last = commits[commits.length - 1];
    this.progress.claim(commits);
    budget.recordPush(batch.target.repositoryUrl);
    const answer: PushAnswer = await session.push({
      old: head,
      commit: last,
      objects,
    });
    switch (answer.type) {
      case 'landed':
        trees.advanceTo(last, root);
        this.progress.advanceBases(head, last);
        planned.forEach(({ operation }, index) =>
          this.progress.settle(operation.id, {
            type: 'published',
            commit: commits[index],
          }),
        );
        // What is still open was made so by a commit that has now landed.
        for (const { id } of this.progress.open(group)) {
          this.progress.settle(id, { type: 'unchanged', head: last });
        }
        return { type: 'settled' };
      case 'lost_race':
        return answer;
      case 'refused':
        return { type: 'failed', failure: answer.failure };
      case 'unclear':
        if (!(await this.lookAgain(group))) {
          this.progress.leaveUnclear(this.progress.open(group));
        }
        return { type: 'failed', failure: answer.failure };
      default: {
        const unknown: never = answer;
        return unknown;
      }
    }
  }

  /**
   * After a push without an answer: takes what landed. Cannot make anything worse when the remote is gone.
   *
   * @returns whether it could look
   */
  private async lookAgain(group: PublishOperation[]): Promise<boolean> {
    const { mirror, connection, batch, logger, judge } = this.options;
    try {
      const head = await mirror.fetch(connection, batch.signal);
      await this.takeLanded(this.progress.open(group), head);
      return true;
    } catch (error) {
      batch.signal.throwIfAborted();
      logger.info(
        `It stays unclear whether a push to ${
          batch.target.repositoryUrl
        } landed; the next attempt will see. ${judge(error).message}`,
      );
      return false;
    }
  }
}

/** Keeps the caller's own failure apart from Git's: it is thrown, not judged. */
class RecordError extends Error {
  constructor(readonly cause: unknown) {
    super('The caller could not record what is about to be pushed');
  }
}

async function recordWith(record: () => Promise<void>): Promise<void> {
  try {
    await record();
  } catch (error) {
    throw new RecordError(error);
  }
}
