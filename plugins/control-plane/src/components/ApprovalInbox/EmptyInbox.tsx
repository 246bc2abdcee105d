import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { EmptyPanel } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { decideTexts } from '../../translation';

/** An inbox in which nothing waits is good news, and says so. */
export function EmptyInbox(props: {
  scope: 'decidable' | 'visible';
  onShowVisible: () => void;
}) {
  const { t } = useTranslationRef(decideTexts);
  return props.scope === 'visible' ? (
    <EmptyPanel
      icon={<RiCheckDoubleLine size={28} />}
      title={t('decide.inbox.emptyVisible.title')}
      description={t('decide.inbox.emptyVisible.description')}
    />
  ) : (
    <EmptyPanel
      icon={<RiCheckDoubleLine size={28} />}
      title={t('decide.inbox.empty.title')}
      description={t('decide.inbox.empty.description')}
      action={
        <Button variant="secondary" onPress={props.onShowVisible}>
          {t('decide.inbox.empty.showVisible')}
        </Button>
      }
    />
  );
}
