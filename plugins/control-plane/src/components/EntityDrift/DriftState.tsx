import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Drift } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Instant,
  StatusChip,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';

/** Whether an edit still stands, and how and when it went otherwise. */
export function DriftState({ drift }: { drift: Drift }) {
  const { t } = useTranslationRef(entityTexts);
  if (drift.resolvedAt === undefined) {
    return <StatusChip tone="warning">{t('entity.drift.open')}</StatusChip>;
  }
  return (
    <>
      <StatusChip tone="success">
        {t(`entity.drift.resolution.${drift.resolution ?? 'unknown'}`)}
      </StatusChip>{' '}
      <Instant at={drift.resolvedAt} />
    </>
  );
}
