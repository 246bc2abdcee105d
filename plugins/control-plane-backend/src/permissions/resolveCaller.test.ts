import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { resolveCaller } from './resolveCaller';

const services = {
  auth: mockServices.auth(),
  userInfo: mockServices.userInfo({
    ownershipEntityRefs: ['user:default/remy', 'group:default/platform'],
  }),
};

describe('resolveCaller', () => {
  it('knows a user with the groups they may speak for', async () => {
    await expect(
      resolveCaller(mockCredentials.user('user:default/remy'), services),
    ).resolves.toEqual({
      type: 'user',
      ref: 'user:default/remy',
      ownership: ['user:default/remy', 'group:default/platform'],
    });
  });

  it('knows a service by its subject, letter by letter', async () => {
    await expect(
      resolveCaller(mockCredentials.service('external:CI'), services),
    ).resolves.toEqual({ type: 'service', subject: 'external:CI' });
  });

  it('answers nobody else', async () => {
    await expect(
      resolveCaller(mockCredentials.none(), services),
    ).rejects.toThrow('Expected the credentials of a user or a service');
  });
});
