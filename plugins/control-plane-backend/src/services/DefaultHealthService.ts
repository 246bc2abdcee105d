import { stringifyError } from '@backstage/errors';
import { Clock } from '../clock';
import { TargetRepository } from '../domain/target/Target';
import { JobQueue } from '../queue/JobQueue';
import { UnitOfWork } from '../store/UnitOfWork';
import { CatalogDirectory } from './CatalogDirectory';
import {
  DependencyHealth,
  HealthReport,
  HealthService,
  HealthStatus,
} from './HealthService';
import { measureClockSkew } from './measureClockSkew';

/** Longest time that one dependency may take to answer before it counts as down. */
const PROBE_TIMEOUT_MS = 5_000;
/** A report is remembered for this long, so that frequent callers cost the forge nothing. */
const REMEMBER_MS = 5_000;
/** Due jobs that nobody takes up for this long mean that no worker runs or all are busy. */
const QUEUE_AGE_DEGRADED_SECONDS = 60;
/** Process and database clocks further apart than this mislead whoever reads instants. */
const SKEW_DEGRADED_MS = 5_000;

export interface DefaultHealthServiceOptions {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  catalog: CatalogDirectory;
  clock: Clock;
  repositories: readonly TargetRepository[];
  /** Resolves when the branch of the repository can be read. */
  probeRepository(
    repository: TargetRepository,
    signal: AbortSignal,
  ): Promise<void>;
}

type Finding = Omit<DependencyHealth, 'name' | 'latencyMs'>;

export class DefaultHealthService implements HealthService {
  readonly #options: DefaultHealthServiceOptions;
  #remembered?: { at: number; report: Promise<HealthReport> };

  static create(options: DefaultHealthServiceOptions): DefaultHealthService {
    return new DefaultHealthService(options);
  }

  private constructor(options: DefaultHealthServiceOptions) {
    this.#options = options;
  }

  async report(): Promise<HealthReport> {
    const now = this.#options.clock.monotonic();
    if (!this.#remembered || now - this.#remembered.at > REMEMBER_MS) {
      this.#remembered = { at: now, report: this.#look() };
    }
    return this.#remembered.report;
  }

  async #look(): Promise<HealthReport> {
    const { repositories, clock } = this.#options;
    const dependencies = await Promise.all([
      this.#check(
        'database',
        'Check that the database is up and reachable',
        () => this.#database(),
      ),
      this.#check('queue', 'Check that the database is up and reachable', () =>
        this.#queue(),
      ),
      this.#check('catalog', 'Look at the catalog plugin of this backend', () =>
        this.#catalog(),
      ),
      ...repositories.map(repository =>
        this.#check(
          `repository ${repository.name}`,
          'Check the address and the credentials of the repository in controlPlane.repositories, and that its host is up',
          signal => this.#repository(repository, signal),
        ),
      ),
    ]);
    return {
      status: overall(dependencies),
      checkedAt: clock.now(),
      dependencies,
    };
  }

  async #check(
    name: string,
    advice: string,
    look: (signal: AbortSignal) => Promise<Finding>,
  ): Promise<DependencyHealth> {
    const { clock } = this.#options;
    const started = clock.monotonic();
    const abort = new AbortController();
    const timeout = clock
      .sleep(PROBE_TIMEOUT_MS, abort.signal)
      .then((): Finding => {
        throw new Error(`No answer within ${PROBE_TIMEOUT_MS / 1000} s`);
      });
    const probe = new AbortController();
    try {
      const finding = await Promise.race([look(probe.signal), timeout]);
      return { name, ...finding, latencyMs: clock.monotonic() - started };
    } catch (error) {
      return { name, status: 'down', message: stringifyError(error), advice };
    } finally {
      abort.abort();
      probe.abort();
      // The losing timeout rejects by the abort; that is no news.
      timeout.catch(() => undefined);
    }
  }

  async #database(): Promise<Finding> {
    const { unitOfWork, clock } = this.#options;
    const skewMs = Math.round(await measureClockSkew(unitOfWork, clock));
    return Math.abs(skewMs) > SKEW_DEGRADED_MS
      ? {
          status: 'degraded',
          message: `The clock of the database is ${skewMs} ms from the one of this process`,
          advice: 'Synchronise the clocks of both machines',
        }
      : ok(`Answers; its clock is ${skewMs} ms from the one of this process`);
  }

  async #queue(): Promise<Finding> {
    const { queue, unitOfWork } = this.#options;
    const [{ oldestDueSeconds, byKind }, lanes] = await Promise.all([
      queue.stats(),
      unitOfWork.read.publications.stats(),
    ]);
    const dead = byKind
      .filter(({ state }) => state === 'dead')
      .reduce((sum, { count }) => sum + count, 0);
    const pending = lanes.reduce((sum, lane) => sum + lane.pending, 0);
    const message = `The oldest due job has waited ${Math.round(
      oldestDueSeconds,
    )} s; dead jobs: ${dead}; pending publications: ${pending}`;
    return oldestDueSeconds > QUEUE_AGE_DEGRADED_SECONDS
      ? {
          status: 'degraded',
          message,
          advice:
            'Look at what the workers do (GET /v1/jobs?state=leased): when all are busy, add replicas or raise controlPlane.queue.workers; when they are not, a target may be at controlPlane.queue.maxRunningPerTarget',
        }
      : ok(message);
  }

  async #catalog(): Promise<Finding> {
    await this.#options.catalog.probe();
    return ok('Answers');
  }

  async #repository(
    repository: TargetRepository,
    signal: AbortSignal,
  ): Promise<Finding> {
    await this.#options.probeRepository(repository, signal);
    return ok(`Branch ${repository.branch} can be read`);
  }
}

function ok(message: string): Finding {
  return { status: 'ok', message, advice: '' };
}

/** Without its database the control plane does nothing; without anything else it does less. */
function overall(dependencies: DependencyHealth[]): HealthStatus {
  if (
    dependencies.some(
      ({ name, status }) => name === 'database' && status === 'down',
    )
  ) {
    return 'down';
  }
  return dependencies.every(({ status }) => status === 'ok')
    ? 'ok'
    : 'degraded';
}
