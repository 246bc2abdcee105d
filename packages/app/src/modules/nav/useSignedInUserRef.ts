import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The entity reference of the signed-in user; undefined until it is known. */
export function useSignedInUserRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const [userRef, setUserRef] = useState<string>();

  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      ({ userEntityRef }) => current && setUserRef(userEntityRef),
      // An expired session shows in every other request; the sidebar need not report it again.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [identityApi]);

  return userRef;
}
