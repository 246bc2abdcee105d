import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  RevisionAction,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useCallback } from 'react';
import { decideTexts } from '../translation';

/** What a revision asks for, in one line. */
export function useAskTitle(): (
  request: EnvironmentRequest,
  action: RevisionAction,
) => string {
  const { t } = useTranslationRef(decideTexts);
  return useCallback(
    (request, action) =>
      t(`decide.ask.${action}`, {
        class: request.class.name,
        kind: request.kind,
        app: request.app,
      }),
    [t],
  );
}
