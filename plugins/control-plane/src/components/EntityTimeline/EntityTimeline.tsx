import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import {
  LoadedContent,
  Timeline,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { useEntityRequestId } from '../../hooks/useEntityRequestId';
import { controlPlaneTranslationRef } from '../../translation';
import { NoRequest } from '../NoRequest';
import styles from './EntityTimeline.module.css';

/** An environment's way from the wish to the effect, for each of its generations. */
export function EntityTimeline() {
  const id = useEntityRequestId();
  return id === undefined ? <NoRequest /> : <Generations id={id} />;
}

function Generations({ id }: { id: string }) {
  const { t } = useTranslationRef(controlPlaneTranslationRef);
  const [chosen, setChosen] = useState<number>();
  const loaded = useLoaded(
    ['entity-generations', id],
    async (api, signal) => (await api.listRevisions(id, {}, { signal })).items,
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={loaded}>
      {revisions => {
        // The newest comes first; while nobody has chosen, a newer one takes its place.
        const generation = chosen ?? revisions[0]?.generation;
        return (
          generation !== undefined && (
            <Flex direction="column" gap="4">
              {revisions.length > 1 && (
                <Select
                  className={styles.revision}
                  label={t('entity.timeline.generation')}
                  options={revisions.map(revision => ({
                    value: String(revision.generation),
                    label: t('entity.timeline.option', {
                      generation: String(revision.generation),
                      action: t(`decide.screen.action.${revision.action}`),
                    }),
                  }))}
                  value={String(generation)}
                  onChange={key => setChosen(Number(key))}
                />
              )}
              <LoadedTimeline id={id} generation={generation} />
            </Flex>
          )
        );
      }}
    </LoadedContent>
  );
}

function LoadedTimeline(props: { id: string; generation: number }) {
  const { id, generation } = props;
  const loaded = useLoaded(
    ['timeline', id, generation],
    (api, signal) => api.getTimeline(id, generation, { signal }),
    { live: { requestId: id } },
  );
  return (
    <LoadedContent loaded={loaded}>
      {timeline => <Timeline timeline={timeline} requestId={id} />}
    </LoadedContent>
  );
}
