import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useLoaded } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';

/** Whether an item of the menu can be used; the reason is in words for the caller. */
export interface MenuVerdict {
  allowed: boolean;
  reason?: string;
}

/** What the caller may do with a request; asked of the API when the menu opens, because a list has many of them. */
export function useMenuVerdicts(
  id: string,
  options: { isAsked: boolean },
): { extend: MenuVerdict; delete: MenuVerdict } {
  const { isAsked } = options;
  const { t } = useTranslationRef(entityTexts);
  const loaded = useLoaded(
    ['menu-verdicts', id, isAsked],
    async (api, signal): Promise<RequestActionVerdict[]> =>
      isAsked ? (await api.listRequestActions(id, { signal })).items : [],
  );
  const verdictOf = (action: 'extend' | 'delete'): MenuVerdict => {
    switch (loaded.status) {
      case 'loading':
        return {
          allowed: false,
          reason: t('entity.environments.menu.loading'),
        };
      case 'failed':
        return { allowed: false, reason: t('entity.environments.menu.failed') };
      case 'ready':
        return (
          loaded.value.find(verdict => verdict.action === action) ?? {
            allowed: false,
          }
        );
      default: {
        const unreachable: never = loaded;
        throw new Error(`Unknown state ${unreachable}`);
      }
    }
  };
  return { extend: verdictOf('extend'), delete: verdictOf('delete') };
}
