import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '../../translation';
import { StatusChip } from '../StatusChip';

/** What one has to know of a request besides its phase: an open change, an edit by somebody else, an ended lease. */
export function RequestMarks(props: { request: EnvironmentRequest }) {
  const { phase, openRevisions, driftedPaths, conditions } = props.request;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const waits = openRevisions.some(({ state }) => state === 'pending_approval');
  const hasExpired = conditions.some(
    ({ type, status }) => type === 'LeaseExpired' && status === 'True',
  );
  return (
    <>
      {waits && phase !== 'pending_approval' && (
        <StatusChip tone="warning">{t('status.openRevision')}</StatusChip>
      )}
      {driftedPaths > 0 && (
        <StatusChip tone="warning">{t('status.drifted')}</StatusChip>
      )}
      {hasExpired && (
        <StatusChip tone="warning">{t('status.leaseExpired')}</StatusChip>
      )}
    </>
  );
}
