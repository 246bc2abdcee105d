import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentClass,
  REVISION_ACTIONS,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { offerTexts } from '../translation';

/** Says for which actions on a class a person approves; what is not named, policy approves. */
export function useApprovalWords(): (
  approval: EnvironmentClass['approval'],
) => string {
  const { t } = useTranslationRef(offerTexts);
  return ({ requiredFor }) => {
    const named = REVISION_ACTIONS.filter(action =>
      requiredFor.includes(action),
    );
    switch (named.length) {
      case 0:
        return t('offer.approval.none');
      case REVISION_ACTIONS.length:
        return t('offer.approval.all');
      default:
        return t('offer.approval.some', {
          actions: named
            .map(action => t(`offer.approval.action.${action}`))
            .join(', '),
        });
    }
  };
}
