import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';

/** What an operator sets for the entities of requests. */
export interface ProviderConfig {
  /** When all entities are compared with all requests; in between, events tell what changed. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Address of the app, for links to the page of a request. */
  appBaseUrl: string;
  /** Targets that Argo CD delivers to. */
  argocdTargets: ReadonlySet<string>;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 4 },
  // The control plane starts beside the catalog and may answer a little later.
  initialDelay: { seconds: 10 },
};

/** Reads `catalog.providers.controlPlane`, and the address and targets that entities speak of. */
export function readProviderConfig(config: Config): ProviderConfig {
  const schedule = config.getOptionalConfig(
    'catalog.providers.controlPlane.schedule',
  );
  const targets = config.getOptionalConfigArray('controlPlane.targets') ?? [];
  return {
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
    appBaseUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    argocdTargets: new Set(
      targets
        .filter(target => target.getOptionalString('delivery') === 'argocd')
        .map(target => target.getString('name')),
    ),
  };
}
