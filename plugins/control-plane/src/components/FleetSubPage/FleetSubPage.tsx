import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Skeleton } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  EmptyPanel,
  LoadedContent,
  useControlPlaneLinks,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFilterOffLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useCsvExport } from '../../hooks/useCsvExport';
import {
  FleetFilters,
  FleetQuery,
  fleetQuery,
  isFiltered,
  readFleetFilters,
  writeFleetFilters,
} from '../../present/fleetFilters';
import { FLEET_CSV_HEADER, fleetCsvRow } from '../../present/fleetCsvRow';
import { fleetTexts } from '../../translation';
import { CsvExportButton } from '../CsvExportButton';
import { FleetFilterBar } from './FleetFilterBar';
import styles from './FleetSubPage.module.css';
import { FleetTable } from './FleetTable';
import { PhaseCounts } from './PhaseCounts';
import { SavedViewsBar } from './SavedViewsBar';

/** The most that the API gives at once. */
const PAGE_SIZE = 100;

/** More rows than these are loaded again only when somebody asks: each hundred is a call. */
const MAX_LIVE_ROWS = 300;

/** Everything one may see, with its filters in the address. */
export function FleetSubPage() {
  const [params, setParams] = useSearchParams();
  const filters = readFleetFilters(params);
  const parsed = fleetQuery(filters);
  const change = (next: FleetFilters) =>
    setParams(writeFleetFilters(next), { replace: true });
  return (
    <Container py="4">
      <div className={styles.fleet}>
        <PhaseCounts filters={filters} onChange={change} />
        <SavedViewsBar
          query={String(writeFleetFilters(filters))}
          onOpen={query => setParams(query)}
        />
        <FleetFilterBar
          filters={filters}
          errors={parsed.type === 'invalid' ? parsed.errors : {}}
          onChange={change}
          onClear={() => setParams({}, { replace: true })}
        />
        {parsed.type === 'valid' && (
          <Requests filters={filters} query={parsed.query} onChange={change} />
        )}
      </div>
    </Container>
  );
}

const pageOf =
  (query: FleetQuery) =>
  (api: ControlPlaneApi, cursor: string | undefined, signal: AbortSignal) =>
    api.listRequests({ ...query, limit: PAGE_SIZE, cursor }, { signal });

function Requests(props: {
  filters: FleetFilters;
  query: FleetQuery;
  onChange: (filters: FleetFilters) => void;
}) {
  const { filters, query, onChange } = props;
  const [isLive, setLive] = useState(true);
  const requests = useLoadedPages(
    ['fleet', JSON.stringify(query)],
    pageOf(query),
    isLive ? { live: 'all' } : {},
  );
  const count = requests.status === 'ready' ? requests.value.length : 0;
  useEffect(() => setLive(count <= MAX_LIVE_ROWS), [count]);
  const csv = useCsvExport<EnvironmentRequest>({
    fileName: 'requests.csv',
    header: FLEET_CSV_HEADER,
    row: fleetCsvRow,
    loadPage: pageOf(query),
  });
  return (
    <LoadedContent
      loaded={requests}
      skeleton={<Skeleton width="100%" height={420} />}
    >
      {items =>
        items.length === 0 || requests.status !== 'ready' ? (
          <NoRequests isFiltered={isFiltered(filters)} />
        ) : (
          <FleetTable
            pages={requests}
            isLive={isLive}
            sort={filters.sort}
            onSort={sort => onChange({ ...filters, sort })}
            actions={<CsvExportButton csv={csv} />}
          />
        )
      }
    </LoadedContent>
  );
}

function NoRequests(props: { isFiltered: boolean }) {
  const { t } = useTranslationRef(fleetTexts);
  const links = useControlPlaneLinks();
  return props.isFiltered ? (
    <EmptyPanel
      icon={<RiFilterOffLine size={28} />}
      title={t('fleet.noMatch')}
      description={t('fleet.noMatchHint')}
    />
  ) : (
    <EmptyPanel
      title={t('fleet.empty')}
      description={t('fleet.emptyHint')}
      action={
        <ButtonLink href={`${links.root()}/classes`}>
          {t('fleet.browse')}
        </ButtonLink>
      }
    />
  );
}
