import { Clock } from '../clock';

export interface PushBudgetOptions {
  clock: Clock;
  /** Pushes a minute that a repository's host bears; undefined means no limit. */
  pushesPerMinute(repositoryUrl: string): number | undefined;
}

/**
 * Spaces pushes to a repository so that its host is not overrun.
 *
 * @remarks
 * The first push goes at once. Each push then moves the next one by an even share of the minute: with 6 a minute nobody
 * waits longer than 10 s, while a burst of 6 would make the seventh wait for 50 s. A push over the budget is not refused
 * (a lost race pushes again at once) but delays the following ones. Lives in one process; of what others pushed it has to
 * hear.
 */
export class PushBudget {
  /** Repository → monotonic milliseconds from which the next push is within the budget. */
  private readonly allowedFrom = new Map<string, number>();

  constructor(private readonly options: PushBudgetOptions) {}

  /** Milliseconds until a push to the repository is within its host's budget; 0 when it may go now. */
  delayBeforePush(repositoryUrl: string): number {
    const allowedFrom = this.allowedFrom.get(repositoryUrl) ?? 0;
    return Math.max(0, allowedFrom - this.options.clock.monotonic());
  }

  /** Whether pushes to the repository are counted. */
  isLimited(repositoryUrl: string): boolean {
    return this.options.pushesPerMinute(repositoryUrl) !== undefined;
  }

  /** Another process pushed so many milliseconds ago. To hear of it twice changes nothing. */
  hearOfPush(repositoryUrl: string, milliseconds: number): void {
    const perMinute = this.options.pushesPerMinute(repositoryUrl);
    if (perMinute === undefined) {
      return;
    }
    const at = this.options.clock.monotonic() - Math.max(0, milliseconds);
    const known = this.allowedFrom.get(repositoryUrl) ?? 0;
    this.allowedFrom.set(
      repositoryUrl,
      Math.max(known, at + 60_000 / perMinute),
    );
  }

  /** Called by publishers for every push they make. */
  recordPush(repositoryUrl: string): void {
    const perMinute = this.options.pushesPerMinute(repositoryUrl);
    if (perMinute === undefined) {
      return;
    }
    const now = this.options.clock.monotonic();
    const from = Math.max(now, this.allowedFrom.get(repositoryUrl) ?? 0);
    this.allowedFrom.set(repositoryUrl, from + 60_000 / perMinute);
  }
}
