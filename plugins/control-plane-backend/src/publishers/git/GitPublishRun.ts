import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../../clock';
import { TreeDifference } from '../../domain/drift/compareTree';
import {
  ForeignEdit,
  PublishBatch,
  PublishOperation,
  PublishOutcome,
} from '../Publisher';
import { PushBudget } from '../PushBudget';
import { BatchPlan, BatchPlanner } from './BatchPlanner';
import { BranchTrees } from './BranchTrees';
import { GitFailure } from './classifyGitFailure';
import { CommitDraft } from './CommitDraft';
import { GitConnection } from './gitEnvironment';
import { GitIdentity } from './gitIdentity';
import { GitMirror, isDamage } from './GitMirror';
import { buildCommits, BuiltCommits } from './objects/buildCommits';
import { planOutcome } from './planOutcome';
import { PushAnswer, PushSession } from './push/PushSession';

/** Races lost in a row after which the branch is left to the others for a while. */
const MAX_LOSSES = 8;

/** So many lost races are run again at once, before waits begin: right after somebody's push the next one is farthest away. */
const LOSSES_WITHOUT_WAIT = 2;

/** Pushes that one call may add by halving a refused batch: enough to single out two culprits among a hundred. */
const MAX_HALVINGS = 16;

const CONTENDED: GitFailure = {
  reason: 'contended',
  message: `Others pushed to the branch faster, ${MAX_LOSSES} times in a row.`,
  advice:
    'Nothing to do: it is tried again. If it goes on, find out what pushes to the branch all the time.',
  retryable: true,
};

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;

export interface GitPublishRunOptions {
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
  random: () => number;
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

/** Why operations could not be published, and which of them were pushed together when that was told. */
interface GroupFailure {
  failure: GitFailure;
  tried: PublishOperation[];
}

type RoundResult =
  | { type: 'settled' }
  /** `lock` tells of a lock file that was in the way; it may be another push, or left behind for ever. */
  | { type: 'lost_race'; lock?: GitFailure }
  | { type: 'damaged'; error: unknown }
  | { type: 'failed'; failure: GitFailure };

/** One call of `GitPublisher.publish`; the protocol is described there. */
export class GitPublishRun {
  private readonly outcomes = new Map<string, PublishOutcome>();
  /** Operation id → head from which its trailer is searched; what was searched once is not searched again. */
  private readonly bases = new Map<string, string>();
  /** Commits that this call pushed or tried to push. */
  private readonly ours = new Set<string>();
  private readonly planner: BatchPlanner;
  private halvings = 0;

  constructor(private readonly options: GitPublishRunOptions) {
    const { signal } = options.batch;
    this.planner = new BatchPlanner({ ...options, signal });
    for (const { id, base } of options.batch.operations) {
      if (base) {
        this.bases.set(id, base);
      }
    }
  }

  async run(): Promise<Map<string, PublishOutcome>> {
    const groups: PublishOperation[][] = [this.options.batch.operations];
    for (let group = groups.shift(); group; group = groups.shift()) {
      const failed = await this.publishGroup(group);
      if (!failed) {
        continue;
      }
      const { failure } = failed;
      if (!failure.aboutContent) {
        this.rejectAll(this.open(group), failure);
        continue;
      }
      const left = this.open(failed.tried);
      groups.unshift(this.open(group).filter(each => !left.includes(each)));
      if (left.length > 1 && this.halvings < MAX_HALVINGS) {
        this.halvings += 1;
        const middle = Math.ceil(left.length / 2);
        groups.unshift(left.slice(0, middle), left.slice(middle));
        continue;
      }
      // Most of these are innocent: they are tried again, in other company.
      const retryable = failure.retryable || left.length > 1;
      this.rejectAll(left, { ...failure, retryable });
    }
    return this.outcomes;
  }

  /**
   * Pushes a group, all at once while nobody is faster.
   *
   * @remarks
   * The more there is to be pushed, the longer the branch must stand still for it. From the second lost race on, half as much is taken
   * each time, and twice as much again after each push that landed.
   *
   * @returns why the operations that are still open could not be published
   */
  private async publishGroup(
    group: PublishOperation[],
  ): Promise<GroupFailure | undefined> {
    let damages = 0;
    /** In a row. */
    let losses = 0;
    let hasLost = false;
    let size = group.length;
    let freeOfLocks = false;
    let lock: GitFailure | undefined;
    while (losses < MAX_LOSSES) {
      const open = this.open(group);
      if (open.length === 0) {
        return undefined;
      }
      // Whoever holds a lock is in the middle of something.
      const wait = lock ? losses : losses - LOSSES_WITHOUT_WAIT;
      if (wait > 0) {
        await this.backOff(wait);
      }
      const tried = open.slice(0, size);
      const result = await this.playRound(open, tried);
      switch (result.type) {
        case 'settled':
          losses = 0;
          size *= 2;
          break;
        case 'failed':
          return { failure: result.failure, tried };
        case 'damaged':
          damages += 1;
          if (damages > 1) {
            return { failure: this.options.judge(result.error), tried };
          }
          this.options.logger.warn(
            `The local copy of ${this.options.batch.target.repositoryUrl} is damaged and is fetched anew`,
          );
          await this.options.mirror.discard();
          break;
        case 'lost_race':
          losses += 1;
          size = hasLost ? Math.ceil(tried.length / 2) : size;
          hasLost = true;
          lock = result.lock;
          freeOfLocks ||= !lock;
          break;
        default: {
          const unknown: never = result;
          return unknown;
        }
      }
    }
    // A lock that was gone in between was that of another push.
    const failure = lock && !freeOfLocks ? lock : CONTENDED;
    return { failure, tried: this.open(group) };
  }

  /**
   * @param open - what the call is to publish and has not yet
   * @param group - those of them that are to be pushed now
   */
  private async playRound(
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
    const isKnown = this.hasToSearch(group, seen)
      ? mirror.holds(seen)
      : trees.knows(seen);
    const head = isKnown ? seen : await mirror.fetch(connection, batch.signal);
    await this.takeLanded(group, head);
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
    const open = this.open(group);
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
    });
    await this.recordForeignEdits(planned, head);
    await this.recordBases(planned, head);
    return { head, planned, built };
  }

  private hasToSearch(group: PublishOperation[], head: string): boolean {
    return group.some(({ id }) => (this.bases.get(id) ?? head) !== head);
  }

  /** Settles the operations whose commit is on the branch already. */
  private async takeLanded(
    group: PublishOperation[],
    head: string,
  ): Promise<void> {
    const { mirror, batch } = this.options;
    const byBase = new Map<string, string[]>();
    for (const { id } of group) {
      const base = this.bases.get(id);
      if (base && base !== head) {
        byBase.set(base, [...(byBase.get(base) ?? []), id]);
      }
    }
    for (const [base, ids] of byBase) {
      const found = await mirror.findOperations({
        base,
        head,
        signal: batch.signal,
      });
      for (const id of ids) {
        const commit = found.get(id);
        if (commit) {
          this.outcomes.set(id, {
            type: this.ours.has(commit) ? 'published' : 'already_published',
            commit,
          });
        }
        this.bases.set(id, head);
      }
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
        this.outcomes.set(operation.id, planOutcome(plan, head));
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
    const ids = planned
      .map(({ operation }) => operation.id)
      .filter(id => !this.bases.has(id));
    if (ids.length > 0) {
      await recordWith(() => this.options.batch.recordBase(head, ids));
      ids.forEach(id => this.bases.set(id, head));
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
    commits.forEach(commit => this.ours.add(commit));
    budget.recordPush(batch.target.repositoryUrl);
    const answer: PushAnswer = await session.push({
      old: head,
      commit: last,
      objects,
    });
    switch (answer.type) {
      case 'landed':
        trees.advanceTo(last, root);
        this.advanceBases(head, last);
        planned.forEach(({ operation }, index) =>
          this.outcomes.set(operation.id, {
            type: 'published',
            commit: commits[index],
          }),
        );
        // What is still open was made so by a commit that has now landed.
        for (const { id } of this.open(group)) {
          this.outcomes.set(id, { type: 'unchanged', head: last });
        }
        return { type: 'settled' };
      case 'lost_race':
        return answer;
      case 'refused':
        return { type: 'failed', failure: answer.failure };
      case 'unclear':
        await this.lookAgain(group);
        return { type: 'failed', failure: answer.failure };
      default: {
        const unknown: never = answer;
        return unknown;
      }
    }
  }

  /** Between the two lie commits of this call alone: who was searched up to the one has been searched up to the other. */
  private advanceBases(head: string, last: string) {
    for (const [id, base] of this.bases) {
      if (base === head) {
        this.bases.set(id, last);
      }
    }
  }

  /** After a push without an answer: takes what landed. Cannot make anything worse when the remote is gone. */
  private async lookAgain(group: PublishOperation[]): Promise<void> {
    const { mirror, connection, batch, logger, judge } = this.options;
    try {
      const head = await mirror.fetch(connection, batch.signal);
      await this.takeLanded(this.open(group), head);
    } catch (error) {
      batch.signal.throwIfAborted();
      logger.info(
        `It stays unclear whether a push to ${
          batch.target.repositoryUrl
        } landed; the next attempt will see. ${judge(error).message}`,
      );
    }
  }

  /** @param turn - from 1; each wait may be twice as long as the one before */
  private async backOff(turn: number): Promise<void> {
    const { clock, random, batch } = this.options;
    const longest = Math.min(
      LONGEST_BACKOFF_MS,
      FIRST_BACKOFF_MS * 2 ** (turn - 1),
    );
    await clock.sleep(Math.round(longest * random()), batch.signal);
  }

  private open(group: PublishOperation[]): PublishOperation[] {
    return group.filter(({ id }) => !this.outcomes.has(id));
  }

  private rejectAll(operations: PublishOperation[], failure: GitFailure) {
    const { aboutContent: _, ...rejection } = failure;
    for (const { id } of operations) {
      this.outcomes.set(id, { type: 'rejected', ...rejection });
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
