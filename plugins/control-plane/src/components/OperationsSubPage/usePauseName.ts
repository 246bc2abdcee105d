import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pause } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { operationsTexts } from '../../translation';

/** Tells what a pause is about, e.g. "Team payments". */
export function usePauseName(): (
  pause: Pick<Pause, 'scope' | 'name'>,
) => string {
  const { t } = useTranslationRef(operationsTexts);
  return ({ scope, name }) => t(`operations.pauses.of.${scope}`, { name });
}
