import { SidebarItem } from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { RiLogoutBoxRLine, RiUserLine } from '@remixicon/react';
import { useSignedInUserRef } from './useSignedInUserRef';

const SignOutIcon = () => <RiLogoutBoxRLine />;
const UserIcon = () => <RiUserLine />;

/** Who is signed in, with the way to their page and the way out. */
export function SignedInUser() {
  const identityApi = useApi(identityApiRef);
  const userRef = useSignedInUserRef();

  return (
    <>
      {userRef && <UserItem userRef={userRef} />}
      <SidebarItem
        icon={SignOutIcon}
        text="Sign out"
        onClick={() => identityApi.signOut()}
      />
    </>
  );
}

function UserItem({ userRef }: { userRef: string }) {
  const { primaryTitle } = useEntityPresentation(userRef);
  const linkTo = useEntityRefLink();

  return (
    <SidebarItem icon={UserIcon} text={primaryTitle} to={linkTo(userRef)} />
  );
}
