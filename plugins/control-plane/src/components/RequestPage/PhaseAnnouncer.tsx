import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { requestName } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useRef } from 'react';
import { usePhaseName } from '../../hooks/usePhaseName';
import { requestTexts } from '../../translation';

/** Tells screen readers when the phase changes; the first one stands on the page anyway. */
export function PhaseAnnouncer({ request }: { request: EnvironmentRequest }) {
  const { t } = useTranslationRef(requestTexts);
  const phaseName = usePhaseName();
  const first = useRef(request.phase);
  const hasChanged = useRef(false);
  hasChanged.current ||= request.phase !== first.current;
  return (
    <VisuallyHidden role="status">
      {hasChanged.current &&
        t('request.phaseChanged', {
          name: requestName(request),
          phase: phaseName(request.phase),
        })}
    </VisuallyHidden>
  );
}
