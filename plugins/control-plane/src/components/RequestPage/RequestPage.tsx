import { Container } from '@backstage/ui';
import { LoadedContent } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useParams } from 'react-router-dom';
import { RequestSkeleton } from './RequestSkeleton';
import { RequestView } from './RequestView';
import { useRequest } from './useRequest';

/** Everything about one request, and everything that one may do with it. */
export function RequestPage() {
  const { id = '' } = useParams();
  return (
    <Container py="4">
      {/* Another request begins anew: what was typed for one is not meant for the other. */}
      <Loading key={id} id={id} />
    </Container>
  );
}

function Loading({ id }: { id: string }) {
  const request = useRequest(id);
  return (
    <LoadedContent loaded={request} skeleton={<RequestSkeleton />}>
      {tagged => <RequestView tagged={tagged} />}
    </LoadedContent>
  );
}
