import { CatalogService } from '@backstage/plugin-catalog-node';
import { Clock } from './Clock';
import { ControlPlaneConnector } from './ControlPlaneConnector';

/** What actions work with. */
export interface ActionServices {
  catalog: CatalogService;
  clock: Clock;
  controlPlane: ControlPlaneConnector;
}
