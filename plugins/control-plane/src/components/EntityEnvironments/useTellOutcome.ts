import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  requestName,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';

const SHOWN_MS = 8_000;

/** Tells in passing what became of an action: done, or waiting for somebody's yes. */
export function useTellOutcome(): (
  action: 'extend' | 'delete',
  request: EnvironmentRequest,
) => void {
  const { t } = useTranslationRef(entityTexts);
  const toasts = useApi(toastApiRef);
  const links = useControlPlaneLinks();
  return (action, request) => {
    const name = requestName(request);
    const waiting = request.openRevisions.find(
      open => open.action === action && open.state === 'pending_approval',
    );
    const title =
      action === 'delete'
        ? t('entity.environments.done.ended', { name })
        : t(
            waiting
              ? 'entity.environments.done.extended'
              : 'entity.environments.done.extendedNow',
            { name },
          );
    toasts.post({
      title,
      description: waiting ? t('entity.environments.done.waits') : undefined,
      status: 'success',
      timeout: SHOWN_MS,
      links: [
        {
          label: t('entity.environments.menu.open'),
          href: links.request(request.id),
        },
      ],
    });
  };
}
