import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import {
  EmptyPanel,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFileForbidLine } from '@remixicon/react';
import { decideTexts } from '../../translation';

/** For an address below the page that no sub page answers. */
export function NoSuchPage() {
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  return (
    <Container>
      <EmptyPanel
        icon={<RiFileForbidLine size={28} />}
        title={t('decide.noSuchPage.title')}
        description={t('decide.noSuchPage.description')}
        action={
          <ButtonLink href={links.root()} variant="secondary">
            {t('decide.noSuchPage.back')}
          </ButtonLink>
        }
      />
    </Container>
  );
}
