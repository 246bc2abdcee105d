import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  LoadedContent,
  TextSkeleton,
  Timeline,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { requestTexts } from '../../translation';
import styles from './RequestOverview.module.css';

/** The way of a revision from the wish to the effect; the newest, unless another one is chosen. */
export function RequestTimeline({ request }: { request: EnvironmentRequest }) {
  const { id, generation: newest } = request;
  const { t } = useTranslationRef(requestTexts);
  const [chosen, setChosen] = useState<number>();
  const generation = chosen ?? newest;
  const timeline = useLoaded(
    ['timeline', id, generation],
    (api, signal) => api.getTimeline(id, generation, { signal }),
    { live: { requestId: id } },
  );
  return (
    <div className={styles.timeline}>
      {newest > 1 && (
        <Select
          label={t('request.overview.revision')}
          size="small"
          options={generationsDown(newest).map(value => ({
            value: String(value),
            label:
              value === newest
                ? t('request.overview.newestOption', {
                    generation: String(value),
                  })
                : t('request.overview.revisionOption', {
                    generation: String(value),
                  }),
          }))}
          value={String(generation)}
          onChange={key => setChosen(Number(key))}
        />
      )}
      <LoadedContent loaded={timeline} skeleton={<TextSkeleton lines={8} />}>
        {value => <Timeline timeline={value} requestId={id} />}
      </LoadedContent>
    </div>
  );
}

function generationsDown(newest: number): number[] {
  return Array.from({ length: newest }, (_, index) => newest - index);
}
