import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PendingApproval } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { compareWishes } from '../../present/compareWishes';
import { decideTexts } from '../../translation';

/** More names of fields than these make a row unreadable. */
const MOST_FIELDS = 3;

/** What a revision would change, in one line. */
export function useChangeSummary(): (pending: PendingApproval) => string {
  const { t } = useTranslationRef(decideTexts);
  return pending => {
    const { request, revision } = pending;
    switch (revision.action) {
      case 'create':
        return t('decide.inbox.adds', { count: request.namespaces.length });
      case 'update': {
        const fields = compareWishes(pending).map(({ field }) => field);
        const shown = fields.slice(0, MOST_FIELDS).join(', ');
        if (fields.length === 0) {
          return t('decide.inbox.sameWish');
        }
        return fields.length > MOST_FIELDS
          ? t('decide.inbox.changesMore', {
              fields: shown,
              more: String(fields.length - MOST_FIELDS),
            })
          : t('decide.inbox.changes', { fields: shown });
      }
      case 'extend':
        return t('decide.inbox.extends', { count: revision.leaseHours });
      case 'delete':
        return t('decide.inbox.removes');
      default: {
        const unreachable: never = revision.action;
        throw new Error(`Unknown revision action ${unreachable}`);
      }
    }
  };
}
