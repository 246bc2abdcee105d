import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Shows the requests of the control plane as entities. */
      controlPlane?: {
        /** When all entities are compared with all requests; every 5 minutes when absent. Events tell what changes in between. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
