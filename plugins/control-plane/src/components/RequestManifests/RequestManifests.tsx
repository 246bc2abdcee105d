import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  ManifestBrowser,
  TextSkeleton,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFileTextLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { useRevisions } from '../../hooks/useRevisions';
import { requestTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import { readGeneration, RevisionSelect } from './RevisionSelect';

/** The manifests of a revision: of what is in Git, unless another one is chosen. */
export function RequestManifests({ request }: { request: EnvironmentRequest }) {
  const { id } = request;
  const { t } = useTranslationRef(requestTexts);
  const [params, setParams] = useSearchParams();
  const revisions = useRevisions(id);
  const generation =
    readGeneration(params.get('revision')) ??
    request.published?.generation ??
    request.generation;
  const set = (name: string, value: string) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Flex direction="column" gap="4">
      <LoadedContent loaded={revisions} skeleton={<TextSkeleton lines={1} />}>
        {value => (
          <Flex align="end" gap="3">
            <RevisionSelect
              label={t('request.manifests.revision')}
              revisions={value}
              value={generation}
              onChange={next => set('revision', String(next))}
            />
            <MoreButton pages={revisions} />
          </Flex>
        )}
      </LoadedContent>
      <Files
        key={generation}
        id={id}
        generation={generation}
        file={params.get('file') ?? undefined}
        onFile={path => set('file', path)}
      />
    </Flex>
  );
}

function Files(props: {
  id: string;
  generation: number;
  file?: string;
  onFile: (path: string) => void;
}) {
  const { id, generation, file, onFile } = props;
  const { t } = useTranslationRef(requestTexts);
  const loaded = useLoaded(
    ['manifests', id, generation],
    async (api, signal) =>
      (await api.getManifests(id, generation, { signal })).items,
  );
  return (
    <LoadedContent loaded={loaded} skeleton={<TextSkeleton lines={10} />}>
      {manifests =>
        manifests.length === 0 ? (
          <EmptyPanel
            icon={<RiFileTextLine size={28} />}
            title={t('request.manifests.emptyTitle')}
            description={t('request.manifests.emptyDescription')}
          />
        ) : (
          <ManifestBrowser
            manifests={manifests}
            selected={file}
            onSelect={onFile}
          />
        )
      }
    </LoadedContent>
  );
}
