import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Skeleton } from '@backstage/ui';
import {
  EmptyPanel,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiLockLine } from '@remixicon/react';
import { ReactElement } from 'react';
import { decideTexts } from '../../translation';
import { SubPageAccess } from './determineSubPageAccess';

/** A sub page for those who may use it, and the reason for those who may not. */
export function SubPageGate(props: {
  title: string;
  access: SubPageAccess;
  children: ReactElement;
}) {
  const { title, access, children } = props;
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  switch (access) {
    case 'granted':
      return children;
    case 'unknown':
      return (
        <Container>
          <Skeleton width="100%" height={160} />
        </Container>
      );
    case 'denied':
      return (
        <Container>
          <EmptyPanel
            icon={<RiLockLine />}
            title={t('decide.denied.title', { title })}
            description={t('decide.denied.description')}
            action={
              <ButtonLink href={links.root()} variant="secondary">
                {t('decide.denied.back')}
              </ButtonLink>
            }
          />
        </Container>
      );
    default: {
      const unreachable: never = access;
      throw new Error(`Unknown access ${unreachable}`);
    }
  }
}
