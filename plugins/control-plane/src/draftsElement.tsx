import {
  AppRootElementBlueprint,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { claimDrafts } from './hooks/draftsOwner';

function DraftsOwner() {
  const identity = useApi(identityApiRef);
  useEffect(() => {
    // Answers once somebody has signed in, before any page has loaded what it needs.
    identity
      .getBackstageIdentity()
      .then(({ userEntityRef }) => claimDrafts(userEntityRef))
      .catch(() => claimDrafts(''));
  }, [identity]);
  return null;
}

/** Keeps what one person types from the next one in the same tab, on whichever page that is. */
export const draftsElement = AppRootElementBlueprint.make({
  name: 'drafts',
  params: { element: <DraftsOwner /> },
});
