import {
  coreServices,
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/** Gives each user the groups that the entities name, where real tokens would carry them. */
export function exampleUserInfo(entities: readonly Entity[]): ServiceFactory {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo(credentials) {
        const { userEntityRef } = await mockServices
          .userInfo()
          .getUserInfo(credentials);
        const user = entities.find(
          entity => stringifyEntityRef(entity) === userEntityRef,
        );
        const groups = user?.relations?.map(({ targetRef }) => targetRef) ?? [];
        return {
          userEntityRef,
          ownershipEntityRefs: [userEntityRef, ...groups],
        };
      },
    }),
  });
}
