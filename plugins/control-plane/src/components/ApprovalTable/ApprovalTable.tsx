import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, ColumnConfig, Table, Text } from '@backstage/ui';
import { PendingApproval } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useAskTitle } from '../../hooks/useAskTitle';
import { determinePriceChange } from '../../present/determinePriceChange';
import { decideTexts } from '../../translation';
import { PriceChangeText } from './PriceChangeText';
import { useChangeSummary } from './useChangeSummary';
import styles from './ApprovalTable.module.css';

type Row = PendingApproval & { id: string };

/** Revisions that wait for a decision; each row leads to where one decides. */
export function ApprovalTable(props: {
  approvals: readonly PendingApproval[];
  /** Shows a column that tells which of them the caller may decide on. */
  withVerdict: boolean;
}) {
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  const askTitle = useAskTitle();
  const summary = useChangeSummary();
  const rows = props.approvals.map(
    (pending): Row => ({
      ...pending,
      id: `${pending.request.id}/${pending.revision.generation}`,
    }),
  );
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'ask',
      label: t('decide.inbox.columns.ask'),
      isRowHeader: true,
      defaultWidth: '3fr',
      minWidth: 320,
      cell: row => (
        <CellText
          title={askTitle(row.request, row.revision.action)}
          description={summary(row)}
        />
      ),
    },
    {
      id: 'team',
      minWidth: 110,
      label: t('decide.inbox.columns.team'),
      cell: row => <CellText title={row.request.team} />,
    },
    {
      id: 'class',
      minWidth: 125,
      label: t('decide.inbox.columns.class'),
      cell: row => (
        <CellText
          title={row.request.class.name}
          description={row.request.region}
        />
      ),
    },
    {
      id: 'price',
      minWidth: 120,
      label: t('decide.inbox.columns.price'),
      cell: row => (
        <Cell>
          <PriceChangeText change={determinePriceChange(row)} />
        </Cell>
      ),
    },
    {
      id: 'requestedBy',
      minWidth: 120,
      label: t('decide.inbox.columns.requestedBy'),
      cell: row => (
        <Cell>
          <ActorName actor={row.revision.requestedBy} />
        </Cell>
      ),
    },
    {
      id: 'since',
      minWidth: 135,
      label: t('decide.inbox.columns.since'),
      cell: row => (
        <Cell>
          <Instant at={row.revision.requestedAt} />
        </Cell>
      ),
    },
    {
      id: 'verdict',
      label: t('decide.inbox.columns.decision'),
      isHidden: !props.withVerdict,
      defaultWidth: '2fr',
      cell: row => (
        // Text that wraps: a reason that is cut off is none.
        <Cell>
          <Text
            as="p"
            variant="body-small"
            className={styles.verdict}
            color={row.mayDecide ? 'primary' : 'secondary'}
          >
            {row.mayDecide
              ? t('decide.inbox.mayDecide')
              : row.reason ?? t('decide.inbox.mayNotDecide')}
          </Text>
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns.filter(column => !column.isHidden)}
      data={rows}
      pagination={{ type: 'none' }}
      rowConfig={{
        getHref: ({ request, revision }) =>
          links.approval(request.id, revision.generation),
      }}
    />
  );
}
