import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Caller } from '@platform-control-plane/backstage-plugin-control-plane-node';

/** On whose behalf a use case runs. */
export interface CallContext {
  credentials: BackstageCredentials;
  caller: Caller;
  /** Entity reference of the user, or subject of the service: what records and audit entries name. */
  actor: string;
}
