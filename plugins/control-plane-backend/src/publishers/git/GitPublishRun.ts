import { CONTENDED } from '../../domain/publication/PublishRejection';
import { PublishOperation, PublishOutcome } from '../Publisher';
import { GitFailure } from './classifyGitFailure';
import { PublishProgress } from './PublishProgress';
import { PublishRound, PublishRoundOptions } from './PublishRound';

/** Races lost in a row after which the branch is left to the others for a while. */
const MAX_LOSSES = 8;

/** So many lost races are run again at once, before waits begin: right after somebody's push the next one is farthest away. */
const LOSSES_WITHOUT_WAIT = 2;

/** Pushes that one call may add by halving a refused batch: enough to single out two culprits among a hundred. */
const MAX_HALVINGS = 16;

const LOST_EVERY_RACE: GitFailure = {
  reason: CONTENDED,
  message: `Others pushed to the branch faster, ${MAX_LOSSES} times in a row.`,
  advice:
    'Nothing to do: it is tried again. If it goes on, find out what pushes to the branch all the time.',
  retryable: true,
};

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;

export interface GitPublishRunOptions extends PublishRoundOptions {
  /** A number from 0 up to 1, for the jitter of waits. */
  random: () => number;
}

/** Why operations could not be published, and which of them were pushed together when that was told. */
interface GroupFailure {
  failure: GitFailure;
  tried: PublishOperation[];
}

/** One call of `GitPublisher.publish`; the protocol is described there. */
export class GitPublishRun {
  private readonly progress: PublishProgress;
  private readonly round: PublishRound;
  private halvings = 0;

  constructor(private readonly options: GitPublishRunOptions) {
    this.progress = new PublishProgress(options.batch);
    this.round = new PublishRound(options, this.progress);
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
        this.progress.rejectAll(this.progress.open(group), failure);
        continue;
      }
      const left = this.progress.open(failed.tried);
      groups.unshift(
        this.progress.open(group).filter(each => !left.includes(each)),
      );
      if (left.length > 1 && this.halvings < MAX_HALVINGS) {
        this.halvings += 1;
        const middle = Math.ceil(left.length / 2);
        groups.unshift(left.slice(0, middle), left.slice(middle));
        continue;
      }
      // Most of these are innocent: they are tried again, in other company.
      const retryable = failure.retryable || left.length > 1;
      this.progress.rejectAll(left, { ...failure, retryable });
    }
    return this.progress.outcomes;
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
      const open = this.progress.open(group);
      if (open.length === 0) {
        return undefined;
      }
      // Whoever holds a lock is in the middle of something.
      const wait = lock ? losses : losses - LOSSES_WITHOUT_WAIT;
      if (wait > 0) {
        await this.backOff(wait);
      }
      const tried = open.slice(0, size);
      const result = await this.round.play(open, tried);
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
    const failure = lock && !freeOfLocks ? lock : LOST_EVERY_RACE;
    return { failure, tried: this.progress.open(group) };
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
}
