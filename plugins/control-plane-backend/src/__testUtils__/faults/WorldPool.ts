import { FaultRun } from './FaultCampaign';
import { WorkWorld, WorkWorldOptions } from './WorkWorld';

/** What a campaign keeps beside a world from one run to the next. */
export interface PooledWorld<T> {
  world: WorkWorld;
  kept: T;
}

/** Worlds that serve several runs, because making one takes longer than a run. One that showed a problem serves no more. */
export class WorldPool<T> {
  readonly #free: Array<PooledWorld<T> & { runs: number }> = [];

  constructor(
    private readonly options: WorkWorldOptions & {
      /** Runs that one world serves. */
      runsPerWorld: number;
      /** Makes what is kept beside a new world. */
      begin: (world: WorkWorld) => Promise<T>;
    },
  ) {}

  /** @returns what did not hold in the run, with the last words of the replicas if there is any */
  async use(
    run: FaultRun,
    work: (pooled: PooledWorld<T>) => Promise<string[]>,
  ): Promise<string[]> {
    const pooled = this.#free.pop() ?? (await this.#make());
    let problems: string[];
    try {
      problems = await work(pooled);
    } catch (error) {
      run.report(`the replicas said:\n${await pooled.world.lastWords()}`);
      await pooled.world.remove();
      throw error;
    }
    pooled.runs += 1;
    if (problems.length > 0) {
      run.report(`the replicas said:\n${await pooled.world.lastWords()}`);
    }
    if (problems.length > 0 || pooled.runs >= this.options.runsPerWorld) {
      await pooled.world.remove();
    } else {
      this.#free.push(pooled);
    }
    return problems;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#free.splice(0).map(({ world }) => world.remove()));
  }

  async #make() {
    const world = await WorkWorld.create(this.options);
    try {
      return { world, kept: await this.options.begin(world), runs: 0 };
    } catch (error) {
      await world.remove();
      throw error;
    }
  }
}
