import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  EmptyPanel,
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFileList3Line } from '@remixicon/react';
import { requestTexts } from '../../translation';
import { AuditTable } from '../AuditSubPage/AuditTable';
import { MoreButton } from '../MoreButton';

/** Who did what to the request. */
export function RequestAudit({ id }: { id: string }) {
  const { t } = useTranslationRef(requestTexts);
  const audit = useLoadedPages(
    ['request-audit', id],
    (api, cursor, signal) => api.listRequestAudit(id, { cursor }, { signal }),
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={audit}>
      {entries =>
        entries.length === 0 ? (
          <EmptyPanel
            icon={<RiFileList3Line size={28} />}
            title={t('request.audit.emptyTitle')}
            description={t('request.audit.emptyDescription')}
          />
        ) : (
          <Flex direction="column" gap="4">
            <AuditTable entries={entries} withoutRequest />
            <MoreButton pages={audit} />
          </Flex>
        )
      }
    </LoadedContent>
  );
}
