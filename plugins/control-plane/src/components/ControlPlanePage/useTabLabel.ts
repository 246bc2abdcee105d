import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useApprovalCount } from '../../hooks/useApprovalCount';
import { decideTexts } from '../../translation';

const APPROVALS_ID = 'sub-page:control-plane/approvals';

/** From here on the exact number helps nobody and makes the tab jump. */
const MOST_SHOWN = 99;

/** Titles of the tabs; that of the inbox tells how many revisions the caller may decide on. */
export function useTabLabel(
  caller: CallerRights | undefined,
): (subPage: { node: { spec: { id: string } }; title: string }) => string {
  const { t } = useTranslationRef(decideTexts);
  const waiting = useApprovalCount({ isDecider: caller?.mayDecide ?? false });
  return ({ node, title }) => {
    if (node.spec.id !== APPROVALS_ID || waiting === 0) {
      return title;
    }
    return t('decide.tabLabel', {
      title,
      waiting: waiting > MOST_SHOWN ? `${MOST_SHOWN}+` : String(waiting),
    });
  };
}
