import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  EmptyPanel,
  LoadedContent,
  ManifestBrowser,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useEntityRequestId } from '../../hooks/useEntityRequestId';
import { entityTexts } from '../../translation';
import { NoRequest } from '../NoRequest';

/** The manifests of an environment: as they are in Git, or as proposed while nothing is there yet. */
export function EntityManifests() {
  const id = useEntityRequestId();
  return id === undefined ? <NoRequest /> : <LoadedManifests id={id} />;
}

function LoadedManifests({ id }: { id: string }) {
  const { t } = useTranslationRef(entityTexts);
  const loaded = useLoaded(
    ['entity-manifests', id],
    async (api, signal) => {
      const { request } = await api.getRequest(id, { signal });
      const generation = request.published?.generation ?? request.generation;
      const { items } = await api.getManifests(id, generation, { signal });
      return {
        isPublished: request.published !== undefined,
        generation,
        items,
      };
    },
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={loaded}>
      {({ isPublished, generation, items }) =>
        items.length === 0 ? (
          <EmptyPanel
            title={t('entity.manifests.empty.title')}
            description={t('entity.manifests.empty.description')}
          />
        ) : (
          <Flex direction="column" gap="4">
            <Text color="secondary">
              {t(
                isPublished
                  ? 'entity.manifests.published'
                  : 'entity.manifests.proposed',
                { generation: String(generation) },
              )}
            </Text>
            <ManifestBrowser manifests={items} />
          </Flex>
        )
      }
    </LoadedContent>
  );
}
