import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_REQUEST } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestFacts } from '../domain/request/Request';
import { FilterMatch } from '../domain/request/RequestFilter';

/** Requests as the permission framework knows them: rules look at their facts and translate to filters. */
export const requestResourceRef = createPermissionResourceRef<
  RequestFacts,
  FilterMatch
>().with({ pluginId: 'control-plane', resourceType: RESOURCE_TYPE_REQUEST });
