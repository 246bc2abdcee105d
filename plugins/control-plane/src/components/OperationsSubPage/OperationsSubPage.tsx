import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  EmptyPanel,
  LoadedContent,
  useCaller,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiLockLine } from '@remixicon/react';
import { operationsTexts } from '../../translation';
import { HealthCard } from './HealthCard';
import { JobsCard } from './JobsCard';
import { LanesCard } from './LanesCard';
import styles from './OperationsSubPage.module.css';
import { PauseBanner } from './PauseBanner';
import { QueueCard } from './QueueCard';
import { TargetsCard } from './TargetsCard';

/** How the control plane runs, and what needs a person. */
export function OperationsSubPage() {
  const caller = useCaller();
  return (
    <Container py="4">
      <LoadedContent loaded={caller}>
        {({ operations }) => {
          switch (operations) {
            case 'none':
              return <Denied />;
            case 'read':
            case 'manage':
              return <Cards mayManage={operations === 'manage'} />;
            default: {
              const unreachable: never = operations;
              return unreachable;
            }
          }
        }}
      </LoadedContent>
    </Container>
  );
}

function Cards(props: { mayManage: boolean }) {
  return (
    <div className={styles.cards}>
      <PauseBanner mayManage={props.mayManage} />
      <HealthCard />
      <QueueCard mayManage={props.mayManage} />
      <JobsCard mayManage={props.mayManage} />
      <LanesCard />
      <TargetsCard />
    </div>
  );
}

function Denied() {
  const { t } = useTranslationRef(operationsTexts);
  return (
    <EmptyPanel
      icon={<RiLockLine size={28} />}
      title={t('operations.denied')}
    />
  );
}
