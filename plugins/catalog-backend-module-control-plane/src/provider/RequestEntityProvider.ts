import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { ResourceEntity } from '@backstage/catalog-model';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  EnvironmentRequest,
  isTerminalPhase,
  requestEntityRef,
  requestIdSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { ComponentSystems } from './ComponentSystems';
import { ProviderConfig } from './readProviderConfig';
import { RequestSource } from './RequestSource';
import { requestToEntity } from './requestToEntity';
import { Turns } from './Turns';

/** Topic on which the control plane tells of its requests. */
const TOPIC = 'control-plane.requests';

/** How long one look at the requests that events named may take. */
const CATCH_UP_TIMEOUT_MS = 60_000;

/** Names the entities as this provider's; another name would leave those of today behind as orphans. */
const NAME = 'control-plane-requests';

const eventSchema = z.object({ requestId: requestIdSchema });

export interface RequestEntityProviderOptions {
  source: RequestSource;
  systems: ComponentSystems;
  events: EventsService;
  taskRunner: SchedulerServiceTaskRunner;
  config: Pick<ProviderConfig, 'appBaseUrl' | 'argocdTargets'>;
  logger: LoggerService;
}

/**
 * Shows each live request as an entity.
 *
 * @remarks
 * An event says only that something happened to a request: the request is read again and the entity follows what is read, so that events
 * may come twice, late or in any order. Events that come while one is being handled are handled together after it. What no event told, a
 * comparison of everything mends by the schedule. Both take turns, so that a comparison that began earlier never overwrites what came later.
 */
export class RequestEntityProvider implements EntityProvider {
  readonly #options: RequestEntityProviderOptions;
  readonly #turns = new Turns();
  readonly #named = new Set<string>();
  #connection?: EntityProviderConnection;

  static create(options: RequestEntityProviderOptions): RequestEntityProvider {
    return new RequestEntityProvider(options);
  }

  private constructor(options: RequestEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#options.events.subscribe({
      id: NAME,
      topics: [TOPIC],
      onEvent: ({ eventPayload }) => this.#hear(eventPayload),
    });
    await this.#options.taskRunner.run({
      id: `${NAME}-refresh`,
      fn: signal => this.#turns.take(() => this.#compareAll(signal)),
    });
  }

  async #hear(payload: unknown): Promise<void> {
    const event = eventSchema.safeParse(payload);
    if (!event.success) {
      this.#options.logger.warn(
        `Expected an event of ${TOPIC} to name a request; got ${event.error.message}`,
      );
      return;
    }
    this.#named.add(event.data.requestId);
    await this.#turns.take(() => this.#catchUp());
  }

  /** Brings the entities of the requests that events named up to date; those of a failed look are looked at with the next. */
  async #catchUp(): Promise<void> {
    const ids = [...this.#named];
    if (ids.length === 0) {
      return;
    }
    this.#named.clear();
    try {
      const signal = AbortSignal.timeout(CATCH_UP_TIMEOUT_MS);
      const requests: EnvironmentRequest[] = [];
      const ended: string[] = [];
      for (const id of ids) {
        const request = await this.#options.source.get(id, signal);
        if (request && !isTerminalPhase(request.phase)) {
          requests.push(request);
        } else {
          ended.push(id);
        }
      }
      await this.#connected().applyMutation({
        type: 'delta',
        added: await this.#entitiesOf(requests),
        removed: ended.map(id => ({
          entityRef: requestEntityRef(id),
          locationKey: NAME,
        })),
      });
    } catch (error) {
      ids.forEach(id => this.#named.add(id));
      throw error;
    }
  }

  async #compareAll(signal: AbortSignal): Promise<void> {
    const requests = await this.#options.source.listLive(signal);
    await this.#connected().applyMutation({
      type: 'full',
      entities: await this.#entitiesOf(requests),
    });
  }

  async #entitiesOf(
    requests: readonly EnvironmentRequest[],
  ): Promise<DeferredEntity[]> {
    const systems = await this.#options.systems.systemsOf(
      requests.map(({ app }) => app),
    );
    return requests.map(request => ({
      entity: this.#entityOf(request, systems),
      locationKey: NAME,
    }));
  }

  #entityOf(
    request: EnvironmentRequest,
    systems: ReadonlyMap<string, string>,
  ): ResourceEntity {
    const { appBaseUrl, argocdTargets } = this.#options.config;
    return requestToEntity(request, {
      appBaseUrl,
      system: systems.get(request.app),
      deliveredByArgocd: argocdTargets.has(request.target),
    });
  }

  #connected(): EntityProviderConnection {
    if (!this.#connection) {
      throw new Error(`${NAME} is used before it was connected to the catalog`);
    }
    return this.#connection;
  }
}
