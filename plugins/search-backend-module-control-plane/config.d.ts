import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** Puts the requests and classes of the control plane into search. */
      controlPlane?: {
        /** When they are indexed anew; every 10 minutes when absent, the first time 30 seconds after the start. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
