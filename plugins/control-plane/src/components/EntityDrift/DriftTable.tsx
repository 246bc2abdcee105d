import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { Drift } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  CommitLink,
  Instant,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { entityTexts } from '../../translation';
import { DriftState } from './DriftState';

type Row = Drift & { id: string };

/** Edits by others, the open ones first. */
export function DriftTable(props: {
  drift: readonly Drift[];
  /** Names the request of each edit, where there are several. */
  withRequest: boolean;
}) {
  const { t } = useTranslationRef(entityTexts);
  const links = useControlPlaneLinks();
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'path',
      label: t('entity.drift.columns.path'),
      isRowHeader: true,
      defaultWidth: '4fr',
      minWidth: 220,
      cell: ({ path, requestId }) => (
        <CellText
          title={path.slice(path.lastIndexOf('/') + 1)}
          description={path}
          href={
            props.withRequest
              ? links.request(requestId, { tab: 'drift' })
              : undefined
          }
        />
      ),
    },
    {
      id: 'change',
      minWidth: 100,
      label: t('entity.drift.columns.change'),
      cell: ({ change }) => (
        <CellText title={t(`entity.drift.change.${change}`)} />
      ),
    },
    {
      id: 'author',
      defaultWidth: '3fr',
      minWidth: 160,
      label: t('entity.drift.columns.author'),
      cell: ({ author, authorEmail, subject }) => (
        <CellText
          title={author ?? authorEmail ?? t('entity.drift.unknownAuthor')}
          description={subject}
        />
      ),
    },
    {
      id: 'commit',
      minWidth: 110,
      label: t('entity.drift.columns.commit'),
      cell: ({ commit, commitUrl }) => (
        <Cell>
          {commit ? <CommitLink commit={commit} url={commitUrl} /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'since',
      minWidth: 140,
      label: t('entity.drift.columns.since'),
      cell: ({ since, detectedAt }) => (
        <Cell>
          <Instant at={since ?? detectedAt} />
        </Cell>
      ),
    },
    {
      id: 'state',
      defaultWidth: '2fr',
      minWidth: 140,
      label: t('entity.drift.columns.state'),
      cell: drift => (
        <Cell>
          <DriftState drift={drift} />
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={sorted(props.drift)}
      pagination={{ type: 'none' }}
    />
  );
}

function sorted(drift: readonly Drift[]): Row[] {
  return drift
    .map(
      (one): Row => ({
        ...one,
        id: `${one.requestId} ${one.path} ${one.detectedAt}`,
      }),
    )
    .sort(
      (one, other) =>
        Number(one.resolvedAt !== undefined) -
          Number(other.resolvedAt !== undefined) ||
        other.detectedAt.localeCompare(one.detectedAt),
    );
}
