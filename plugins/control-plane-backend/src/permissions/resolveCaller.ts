import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Caller } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { askService } from './askService';

/**
 * Who stands behind credentials.
 *
 * @throws AuthenticationError when nobody does: the control plane answers no anonymous caller.
 * @throws ServiceUnavailableError when Backstage cannot say
 */
export async function resolveCaller(
  credentials: BackstageCredentials,
  services: { auth: AuthService; userInfo: UserInfoService },
): Promise<Caller> {
  const { auth, userInfo } = services;
  if (auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef, ownershipEntityRefs } = await askService(
      'user info',
      userInfo.getUserInfo(credentials),
    );
    return {
      type: 'user',
      ref: userEntityRef,
      ownership: ownershipEntityRefs,
    };
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return { type: 'service', subject: credentials.principal.subject };
  }
  throw new AuthenticationError(
    'Expected the credentials of a user or a service; got none',
  );
}
