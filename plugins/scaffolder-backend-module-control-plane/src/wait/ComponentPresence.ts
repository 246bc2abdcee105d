import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, CustomErrorBase } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Clock } from '../Clock';
import { TaskContext } from '../TaskContext';

/** The catalog takes seconds to read what was registered. */
const PAUSE_MS = 1_000;

/** A component did not come into the catalog in time. */
export class ComponentMissingError extends CustomErrorBase {
  name = 'ComponentMissingError' as const;
}

/** Whether a component is in the catalog, as the person who started the task sees it. */
export class ComponentPresence {
  readonly ref: string;
  readonly #catalog: CatalogService;
  readonly #clock: Clock;
  readonly #context: TaskContext;

  /** @param options.app - name or entity reference of the component. */
  static create(options: {
    app: string;
    catalog: CatalogService;
    clock: Clock;
    context: TaskContext;
  }): ComponentPresence {
    return new ComponentPresence(options);
  }

  private constructor(options: {
    app: string;
    catalog: CatalogService;
    clock: Clock;
    context: TaskContext;
  }) {
    this.ref = stringifyEntityRef(
      parseEntityRef(options.app, {
        defaultKind: 'Component',
        defaultNamespace: 'default',
      }),
    );
    this.#catalog = options.catalog;
    this.#clock = options.clock;
    this.#context = options.context;
  }

  async find(): Promise<Entity | undefined> {
    const credentials = await this.#context.getInitiatorCredentials();
    return this.#catalog.getEntityByRef(this.ref, { credentials });
  }

  async isThere(): Promise<boolean> {
    return (await this.find()) !== undefined;
  }

  /**
   * Waits until the component is there.
   *
   * @param options.location - address of the file that it has to come from; any will do when absent.
   * @throws ComponentMissingError when it is not after `seconds`; ConflictError when it comes from elsewhere; what the
   * task's signal was aborted with.
   */
  async wait(options: { seconds: number; location?: string }): Promise<void> {
    const { location, seconds } = options;
    const { logger, signal } = this.#context;
    const deadline = this.#clock.monotonic() + seconds * 1000;
    for (let tries = 0; ; tries += 1) {
      const found = await this.find();
      if (found) {
        this.#expectFrom(location, found);
        return;
      }
      signal?.throwIfAborted();
      if (tries === 0) {
        logger.info(
          `Waiting up to ${seconds} seconds for ${this.ref} to be in the catalog`,
        );
      }
      const left = deadline - this.#clock.monotonic();
      if (left <= 0) {
        throw new ComponentMissingError(
          `Expected ${this.ref} in the catalog within ${seconds} seconds, but it is not there. Look for errors of the location that it was registered with, then start the task again`,
        );
      }
      await this.#clock.sleep(Math.min(PAUSE_MS, left), signal);
    }
  }

  /** The catalog keeps the one that came first, so that waiting for the other one is in vain. */
  #expectFrom(location: string | undefined, found: Entity): void {
    if (location === undefined) {
      return;
    }
    const { annotations = {} } = found.metadata;
    const origins = [
      annotations[ANNOTATION_LOCATION],
      annotations[ANNOTATION_ORIGIN_LOCATION],
    ];
    if (!origins.includes(`url:${location}`)) {
      throw new ConflictError(
        `Expected ${this.ref} from url:${location}, got the one from ${
          origins[0] ?? 'an unknown location'
        }, which ${describeOwner(
          found,
        )}: two components have the name. Rename one of them, then ask for the environment`,
      );
    }
  }
}

/** Says whose a component is, to follow its reference. */
export function describeOwner({ relations = [] }: Entity): string {
  const owners = relations
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
  return `belongs to ${owners.join(' and ') || 'nobody'}`;
}
