import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  EmptyPanel,
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiGitBranchLine } from '@remixicon/react';
import { requestTexts } from '../../translation';
import { DriftTable } from '../EntityDrift/DriftTable';
import { MoreButton } from '../MoreButton';

/** What others edited in Git below the request, with commit and author; what has been resolved too. */
export function RequestDrift({ id }: { id: string }) {
  const { t } = useTranslationRef(requestTexts);
  const drift = useLoadedPages(
    ['request-drift', id],
    (api, cursor, signal) => api.listRequestDrift(id, { cursor }, { signal }),
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={drift}>
      {edits =>
        edits.length === 0 ? (
          <EmptyPanel
            icon={<RiGitBranchLine size={28} />}
            title={t('request.drift.emptyTitle')}
            description={t('request.drift.emptyDescription')}
          />
        ) : (
          <Flex direction="column" gap="4">
            <Text as="p" color="secondary">
              {t('request.drift.description')}
            </Text>
            <DriftTable drift={edits} withRequest={false} />
            <MoreButton pages={drift} />
          </Flex>
        )
      }
    </LoadedContent>
  );
}
