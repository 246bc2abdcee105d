import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Condition,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  isMoving,
  isPublishedUnobserved,
  phaseTone,
} from '../../present/phaseTone';
import { controlPlaneReactTranslationRef } from '../../translation';
import { StatusChip } from '../StatusChip';

/** Where a request stands. With its conditions it tells ready from published but not observed. */
export function PhaseChip(props: {
  phase: RequestPhase;
  conditions?: readonly Condition[];
}) {
  const { phase, conditions } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return isPublishedUnobserved(phase, conditions) ? (
    <StatusChip tone="success" title={t('status.publishedNotObservedHint')}>
      {t('status.publishedNotObserved')}
    </StatusChip>
  ) : (
    <StatusChip tone={phaseTone(phase)} active={isMoving(phase)}>
      {t(`status.phase.${phase}`)}
    </StatusChip>
  );
}
