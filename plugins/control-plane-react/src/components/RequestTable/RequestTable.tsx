import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  ColumnConfig,
  SortState,
  Table,
  TablePaginationType,
} from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ReactNode, useMemo } from 'react';
import { controlPlaneReactTranslationRef } from '../../translation';
import { EmptyPanel } from '../EmptyPanel';
import {
  RequestColumn,
  SORTABLE_COLUMNS,
  useRequestCell,
} from './requestColumns';

const DEFAULT_COLUMNS: readonly RequestColumn[] = [
  'name',
  'phase',
  'classAndRegion',
  'lease',
  'price',
  'updatedAt',
];

/** Pixels below which a column's usual content would be cut off. */
const MIN_WIDTHS: Record<RequestColumn, number> = {
  name: 190,
  phase: 196,
  team: 110,
  app: 130,
  class: 130,
  classAndRegion: 136,
  region: 110,
  lease: 110,
  price: 96,
  requester: 115,
  createdAt: 104,
  updatedAt: 118,
};

export interface RequestTableProps {
  requests: readonly EnvironmentRequest[];
  columns?: readonly RequestColumn[];
  /** Order by time, where the list can be read in it. */
  sort?: SortState;
  pagination?: TablePaginationType;
  /** Draws only the rows in sight. The table then scrolls within the height that `className` gives it. */
  virtualized?: boolean;
  /** Newer rows are under way. */
  isStale?: boolean;
  emptyState?: ReactNode;
  /** What stands at the end of each row, e.g. a menu. */
  rowActions?: (request: EnvironmentRequest) => ReactNode;
  className?: string;
}

/** Requests, one a row, each linked to its page. */
export function RequestTable(props: RequestTableProps) {
  const { requests, columns = DEFAULT_COLUMNS, sort, emptyState } = props;
  const { rowActions } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const cell = useRequestCell();
  const isSortable = sort !== undefined;
  const columnConfig = useMemo(
    () =>
      columns.map(column => ({
        id: column,
        label: t(`request.table.${column}`),
        isRowHeader: column === 'name',
        isSortable: isSortable && SORTABLE_COLUMNS.includes(column),
        minWidth: MIN_WIDTHS[column],
        cell: (request: EnvironmentRequest) => cell(column, request),
      })),
    [columns, isSortable, cell, t],
  );
  const withActions: ColumnConfig<EnvironmentRequest>[] = rowActions
    ? [
        ...columnConfig,
        {
          id: 'actions',
          label: t('request.table.actions'),
          defaultWidth: 96,
          cell: request => <Cell>{rowActions(request)}</Cell>,
        },
      ]
    : columnConfig;
  return (
    <Table
      columnConfig={withActions}
      data={[...requests]}
      pagination={props.pagination ?? { type: 'none' }}
      sort={sort}
      isStale={props.isStale}
      virtualized={props.virtualized}
      className={props.className}
      emptyState={
        emptyState ?? (
          <EmptyPanel
            title={t('request.table.emptyTitle')}
            description={t('request.table.emptyDescription')}
          />
        )
      }
    />
  );
}
