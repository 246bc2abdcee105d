import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import {
  ActorName,
  Instant,
  StatusChip,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { Decided } from '../../present/listDecisions';
import { controlPlaneTranslationRef } from '../../translation';

type Row = Decided & { id: string };

/** Decisions that were taken, by people and by policies; each leads to what it was about. */
export function DecisionTable(props: { decisions: readonly Decided[] }) {
  const { t } = useTranslationRef(controlPlaneTranslationRef);
  const links = useControlPlaneLinks();
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'about',
      label: t('entity.approvals.columns.about'),
      isRowHeader: true,
      cell: ({ requestId, action, approval }) => (
        <CellText
          title={t('entity.approvals.about', {
            action: t(`decide.screen.action.${action}`),
            generation: String(approval.generation),
          })}
          description={requestId}
          href={links.approval(requestId, approval.generation)}
        />
      ),
    },
    {
      id: 'decision',
      label: t('entity.approvals.columns.decision'),
      cell: ({ approval }) => (
        <Cell>
          {approval.decision === 'approve' ? (
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
      cell: ({ approval }) => (
        <Cell>
          <ActorName actor={approval.decidedBy} />
        </Cell>
      ),
    },
    {
      id: 'at',
      label: t('entity.approvals.columns.at'),
      cell: ({ approval }) => (
        <Cell>
          <Instant at={approval.decidedAt} />
        </Cell>
      ),
    },
    {
      id: 'comment',
      label: t('entity.approvals.columns.comment'),
      defaultWidth: '2fr',
      cell: ({ approval }) => <CellText title={approval.comment || '–'} />,
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={props.decisions.map(
        (decided): Row => ({
          ...decided,
          id: decided.approval.id,
        }),
      )}
      pagination={{ type: 'none' }}
    />
  );
}
