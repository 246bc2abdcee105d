import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  DiffView,
  EmptyPanel,
  LoadedContent,
  TextSkeleton,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFileCopy2Line } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { useRevisions } from '../../hooks/useRevisions';
import { requestTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import {
  readGeneration,
  RevisionSelect,
} from '../RequestManifests/RevisionSelect';

/** What differs between the manifests of any two revisions; at first between the newest and the one before it. */
export function RequestChanges({ request }: { request: EnvironmentRequest }) {
  const revisions = useRevisions(request.id);
  return (
    <LoadedContent loaded={revisions} skeleton={<TextSkeleton lines={10} />}>
      {value => (
        <Flex direction="column" gap="4">
          <Comparison request={request} revisions={value} />
          <MoreButton pages={revisions} />
        </Flex>
      )}
    </LoadedContent>
  );
}

function Comparison(props: {
  request: EnvironmentRequest;
  revisions: readonly Revision[];
}) {
  const { request, revisions } = props;
  const { t } = useTranslationRef(requestTexts);
  const [params, setParams] = useSearchParams();
  const to = readGeneration(params.get('revision')) ?? request.generation;
  const from =
    readGeneration(params.get('from')) ??
    revisions.find(({ generation }) => generation < to)?.generation ??
    0;
  const set = (name: 'from' | 'revision', generation: number) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        next.set('from', String(from));
        next.set(name, String(generation));
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <Flex gap="4" align="end">
        <RevisionSelect
          label={t('request.changes.from')}
          revisions={revisions}
          value={from}
          zero={t('request.changes.nothing')}
          onChange={generation => set('from', generation)}
        />
        <RevisionSelect
          label={t('request.changes.to')}
          revisions={revisions}
          value={to}
          onChange={generation => set('revision', generation)}
        />
      </Flex>
      {from === to ? (
        <EmptyPanel
          icon={<RiFileCopy2Line size={28} />}
          title={t('request.changes.sameTitle')}
          description={t('request.changes.sameDescription')}
        />
      ) : (
        <Difference id={request.id} from={from} to={to} />
      )}
    </>
  );
}

function Difference(props: { id: string; from: number; to: number }) {
  const { id, from, to } = props;
  const { t } = useTranslationRef(requestTexts);
  const diff = useLoaded(['revision-diff', id, from, to], (api, signal) =>
    api.diffRevisions(id, { from, to }, { signal }),
  );
  return (
    <LoadedContent loaded={diff} skeleton={<TextSkeleton lines={10} />}>
      {({ files }) =>
        files.length === 0 ? (
          <EmptyPanel
            icon={<RiFileCopy2Line size={28} />}
            title={t('request.changes.emptyTitle')}
            description={t('request.changes.emptyDescription')}
          />
        ) : (
          <DiffView files={files} />
        )
      }
    </LoadedContent>
  );
}
