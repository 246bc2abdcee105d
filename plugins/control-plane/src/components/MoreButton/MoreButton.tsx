import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { LoadedPages } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { decideTexts } from '../../translation';

/** Reads the next page of a list; nothing when there is none. */
export function MoreButton({ pages }: { pages: LoadedPages<unknown> }) {
  const { t } = useTranslationRef(decideTexts);
  return pages.status === 'ready' && pages.hasMore ? (
    <Flex justify="center">
      <Button
        variant="secondary"
        isPending={pages.loadingMore}
        onPress={pages.loadMore}
      >
        {t('decide.loadMore')}
      </Button>
    </Flex>
  ) : null;
}
