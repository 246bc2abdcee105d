import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SortState, Text } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  LoadedPages,
  RequestTable,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { FleetSort } from '../../present/fleetFilters';
import { fleetTexts } from '../../translation';
import styles from './FleetSubPage.module.css';

/** From here on only the rows in sight are drawn. */
const VIRTUAL_FROM = 100;

const COLUMNS = [
  'name',
  'phase',
  'team',
  'classAndRegion',
  'lease',
  'price',
  'requester',
  'createdAt',
  'updatedAt',
] as const;

/** The rows that match, and the way to more of them. */
export function FleetTable(props: {
  pages: Extract<LoadedPages<EnvironmentRequest>, { status: 'ready' }>;
  isLive: boolean;
  sort: FleetSort;
  onSort: (sort: FleetSort) => void;
  actions: ReactNode;
}) {
  const { pages, isLive, sort, onSort } = props;
  const { t } = useTranslationRef(fleetTexts);
  const isVirtual = pages.value.length > VIRTUAL_FROM;
  const sortState: SortState = {
    descriptor: {
      column: sort.by,
      direction: sort.order === 'asc' ? 'ascending' : 'descending',
    },
    onSortChange: ({ column, direction }) =>
      onSort({
        by: column === 'updatedAt' ? 'updatedAt' : 'createdAt',
        order: direction === 'ascending' ? 'asc' : 'desc',
      }),
  };
  return (
    <>
      <div className={styles.bar}>
        <Text variant="body-small" color="secondary">
          {t('fleet.shown', { count: pages.value.length })}
          {!isLive && ` · ${t('fleet.paused')}`}
        </Text>
        <div className={styles.actions}>
          {!isLive && (
            <Button
              variant="tertiary"
              isPending={pages.refreshing && !pages.loadingMore}
              onPress={pages.refresh}
            >
              {t('fleet.refresh')}
            </Button>
          )}
          {props.actions}
        </div>
      </div>
      <div className={styles.scroll}>
        <RequestTable
          requests={pages.value}
          columns={COLUMNS}
          sort={sortState}
          virtualized={isVirtual}
          className={isVirtual ? styles.virtual : styles.wide}
        />
      </div>
      {pages.hasMore && (
        <div className={styles.more}>
          <Button
            variant="secondary"
            isPending={pages.loadingMore}
            onPress={pages.loadMore}
          >
            {t('fleet.more')}
          </Button>
        </div>
      )}
    </>
  );
}
