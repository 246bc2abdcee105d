import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import {
  generationSchema,
  requestIdSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useParams } from 'react-router-dom';
import { decideTexts } from '../../translation';
import { ApprovalSkeleton } from './ApprovalSkeleton';
import { ApprovalView } from './ApprovalView';
import { useDossier } from './useDossier';

/** Where one decides on the revision that the address names. */
export function ApprovalScreen() {
  const params = useParams();
  const id = requestIdSchema.safeParse(params.id);
  const generation = generationSchema.safeParse(Number(params.generation));
  if (!id.success || !generation.success) {
    return <BadAddress />;
  }
  return (
    <LoadedApproval
      // Another approval is another screen: its focus, its seen plan and its decision begin anew.
      key={`${id.data}/${generation.data}`}
      id={id.data}
      generation={generation.data}
    />
  );
}

function LoadedApproval(props: { id: string; generation: number }) {
  const dossier = useDossier(props.id, props.generation);
  return (
    <LoadedContent loaded={dossier} skeleton={<ApprovalSkeleton />}>
      {value =>
        dossier.status === 'ready' && (
          <ApprovalView
            dossier={value}
            refresh={dossier.refresh}
            isRefreshing={dossier.refreshing}
          />
        )
      }
    </LoadedContent>
  );
}

function BadAddress() {
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  return (
    <Container>
      <EmptyPanel
        title={t('decide.screen.badAddress.title')}
        description={t('decide.screen.badAddress.description')}
        action={
          <ButtonLink href={`${links.root()}/approvals`} variant="secondary">
            {t('decide.screen.toInbox')}
          </ButtonLink>
        }
      />
    </Container>
  );
}
