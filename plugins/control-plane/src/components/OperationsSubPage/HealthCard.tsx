import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Health } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Instant,
  LoadedContent,
  StatusChip,
  Tone,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { SectionCard } from './SectionCard';

const TONES: Record<Health['status'], Tone> = {
  ok: 'success',
  degraded: 'warning',
  down: 'danger',
};

/** What the control plane leans on and how it is. */
export function HealthCard() {
  const { t } = useTranslationRef(operationsTexts);
  const health = useLoaded(
    ['health'],
    (api, signal) => api.getHealth({ signal }),
    { live: 'all' },
  );
  return (
    <SectionCard
      title={t('operations.health.title')}
      aside={
        health.status === 'ready' && (
          <Text variant="body-small" color="secondary">
            {t('operations.health.checked')}{' '}
            <Instant at={health.value.checkedAt} />
          </Text>
        )
      }
    >
      <LoadedContent loaded={health}>
        {({ dependencies }) => (
          <ul className={styles.dependencies}>
            {dependencies.map(dependency => (
              <li key={dependency.name} className={styles.dependency}>
                <div className={styles.head}>
                  <Text weight="bold">{dependency.name}</Text>
                  <StatusChip tone={TONES[dependency.status]}>
                    {t(`operations.health.status.${dependency.status}`)}
                  </StatusChip>
                </div>
                <Text as="p" variant="body-small" color="secondary">
                  {dependency.message}
                  {dependency.latencyMs !== undefined &&
                    ` · ${t('operations.health.latency', {
                      ms: String(Math.round(dependency.latencyMs)),
                    })}`}
                </Text>
                {dependency.advice && (
                  <Text as="p" variant="body-small">
                    {dependency.advice}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        )}
      </LoadedContent>
    </SectionCard>
  );
}
