import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '@platform-control-plane/backstage-plugin-control-plane-react';

/** Tells phases in the words of their chips, for places that take text only. */
export function usePhaseName(): (phase: RequestPhase) => string {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return phase => t(`status.phase.${phase}`);
}
