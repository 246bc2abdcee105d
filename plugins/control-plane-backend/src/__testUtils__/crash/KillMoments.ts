import { KillMoment } from './planKills';

/** Lets one wait for the how manyth time of something to happen. */
export class KillMoments {
  #armed?: { moment: string; left: number; happened: () => void };

  /** Resolves when `moment` has been noted `ordinal` times from now on; forgets what was waited for before. */
  arm(moment: KillMoment, ordinal: number): Promise<void> {
    return new Promise(resolve => {
      this.#armed = { moment, left: ordinal, happened: resolve };
    });
  }

  /** @returns whether this is what was waited for */
  note(moment: string): boolean {
    const armed = this.#armed;
    if (armed?.moment !== moment) {
      return false;
    }
    armed.left -= 1;
    if (armed.left > 0) {
      return false;
    }
    this.#armed = undefined;
    armed.happened();
    return true;
  }
}
