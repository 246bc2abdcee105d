import { Link } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useControlPlaneLinks } from '../../api/controlPlaneLinksApiRef';
import { requestName } from '../../present/requestName';

/** What people call a request, linked to its page. */
export function RequestName(props: { request: EnvironmentRequest }) {
  const links = useControlPlaneLinks();
  return (
    <Link href={links.request(props.request.id)} title={props.request.id}>
      {requestName(props.request)}
    </Link>
  );
}
