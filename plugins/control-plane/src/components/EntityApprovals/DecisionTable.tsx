import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { Decision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
  StatusChip,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { controlPlaneTranslationRef } from '../../translation';

/** Decisions that were taken, by people and by policies; each leads to what it was about. */
export function DecisionTable(props: { decisions: readonly Decision[] }) {
  const { t } = useTranslationRef(controlPlaneTranslationRef);
  const links = useControlPlaneLinks();
  const columns: ColumnConfig<Decision>[] = [
    {
      id: 'about',
      label: t('entity.approvals.columns.about'),
      isRowHeader: true,
      cell: ({ requestId, action, generation }) => (
        <CellText
          title={t('entity.approvals.about', {
            action: t(`decide.screen.action.${action}`),
            generation: String(generation),
          })}
          description={requestId}
          href={links.approval(requestId, generation)}
        />
      ),
    },
    {
      id: 'decision',
      label: t('entity.approvals.columns.decision'),
      cell: ({ decision }) => (
        <Cell>
          {decision === 'approve' ? (
            <StatusChip tone="success">
              {t('decide.outcome.approved')}
            </StatusChip>
          ) : (
            <StatusChip tone="danger">
              {t('decide.outcome.rejected')}
            </StatusChip>
          )}
        </Cell>
      ),
    },
    {
      id: 'by',
      label: t('entity.approvals.columns.by'),
      cell: ({ decidedBy }) => (
        <Cell>
          <ActorName actor={decidedBy} />
        </Cell>
      ),
    },
    {
      id: 'at',
      label: t('entity.approvals.columns.at'),
      cell: ({ decidedAt }) => (
        <Cell>
          <Instant at={decidedAt} />
        </Cell>
      ),
    },
    {
      id: 'comment',
      label: t('entity.approvals.columns.comment'),
      defaultWidth: '2fr',
      cell: ({ comment }) => <CellText title={comment || '–'} />,
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={[...props.decisions]}
      pagination={{ type: 'none' }}
    />
  );
}
