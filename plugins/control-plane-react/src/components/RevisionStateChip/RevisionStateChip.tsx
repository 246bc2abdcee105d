import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RevisionState } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { revisionTone } from '../../present/phaseTone';
import { controlPlaneReactTranslationRef } from '../../translation';
import { StatusChip } from '../StatusChip';

/** What has become of a revision. */
export function RevisionStateChip(props: { state: RevisionState }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return (
    <StatusChip tone={revisionTone(props.state)}>
      {t(`status.revision.${props.state}`)}
    </StatusChip>
  );
}
