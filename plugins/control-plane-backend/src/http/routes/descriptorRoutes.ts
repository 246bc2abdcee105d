import { DescriptorService } from '../../services/DescriptorService';
import { decodeCursor } from '../parse/cursor';
import {
  presentDescriptor,
  presentDescriptorLook,
} from '../present/presentDescriptor';
import { presentPage } from '../present/presentPage';
import { RouteHandlers } from '../RouteHandlers';

const DEFAULT_LIMIT = 50;
const ORDER = 'descriptors';

export function descriptorRoutes(
  descriptors: DescriptorService,
): Pick<RouteHandlers, 'listDescriptors'> {
  return {
    listDescriptors: async ({ query, context }) => {
      const { cursor, limit, ...filter } = query;
      const page = await descriptors.list(
        {
          ...filter,
          before: decodeCursor(cursor, ORDER),
          limit: limit ?? DEFAULT_LIMIT,
        },
        context,
      );
      return {
        status: 200,
        body: {
          ...presentPage(page, {
            order: ORDER,
            position: ({ record }) => ({
              at: record.firstSeenAt,
              id: record.entityRef,
            }),
            present: presentDescriptor,
          }),
          ...(page.look && { look: presentDescriptorLook(page.look) }),
        },
      };
    },
  };
}
