import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ANNOTATION_REQUEST_ID } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { EmptyPanel } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';

/** For an entity whose annotation names no request. */
export function NoRequest() {
  const { t } = useTranslationRef(entityTexts);
  return (
    <EmptyPanel
      title={t('entity.noRequest.title')}
      description={t('entity.noRequest.description', {
        annotation: ANNOTATION_REQUEST_ID,
      })}
    />
  );
}
