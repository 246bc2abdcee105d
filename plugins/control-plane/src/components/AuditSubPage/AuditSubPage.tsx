import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Text } from '@backstage/ui';
import { AuditEntry } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  EmptyPanel,
  LoadedContent,
  useCaller,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiFilterOffLine, RiLockLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { useCsvExport } from '../../hooks/useCsvExport';
import {
  AuditFilters,
  checkAuditFilters,
  readAuditFilters,
  withAuditFilter,
} from '../../present/auditFilters';
import { auditTexts } from '../../translation';
import { CsvExportButton } from '../CsvExportButton';
import { AuditFilterBar } from './AuditFilterBar';
import styles from './AuditSubPage.module.css';
import { AuditTable } from './AuditTable';

const PAGE_SIZE = 50;
/** The most that the API gives at once: an export asks less often. */
const EXPORT_PAGE_SIZE = 100;

/** Who did what, as far as one may read. */
export function AuditSubPage() {
  const { t } = useTranslationRef(auditTexts);
  const caller = useCaller();
  return (
    <Container py="4">
      <LoadedContent loaded={caller}>
        {({ mayReadAudit }) =>
          mayReadAudit ? (
            <Audit />
          ) : (
            <EmptyPanel
              icon={<RiLockLine size={28} />}
              title={t('audit.denied')}
            />
          )
        }
      </LoadedContent>
    </Container>
  );
}

const pageOf =
  (filters: AuditFilters, limit: number) =>
  (api: ControlPlaneApi, cursor: string | undefined, signal: AbortSignal) =>
    api.listAudit({ ...filters, limit, cursor }, { signal });

function Audit() {
  const [query, setQuery] = useSearchParams();
  const filters = readAuditFilters(query);
  const errors = checkAuditFilters(filters);
  const csv = useCsvExport<AuditEntry>({
    fileName: 'audit.csv',
    header: [
      'at',
      'actor',
      'action',
      'request',
      'generation',
      'before',
      'after',
      'details',
    ],
    row: entry => [
      entry.at,
      entry.actor,
      entry.action,
      entry.requestId,
      entry.generation,
      entry.before,
      entry.after,
      JSON.stringify(entry.details),
    ],
    loadPage: pageOf(filters, EXPORT_PAGE_SIZE),
  });
  const isValid = Object.keys(errors).length === 0;
  return (
    <div className={styles.audit}>
      <AuditFilterBar
        filters={filters}
        errors={errors}
        onChange={(name, value) =>
          setQuery(old => withAuditFilter(old, name, value), { replace: true })
        }
        onClear={() => setQuery({}, { replace: true })}
      />
      {isValid && (
        <Entries filters={filters} csv={<CsvExportButton csv={csv} />} />
      )}
    </div>
  );
}

function Entries(props: { filters: AuditFilters; csv: JSX.Element }) {
  const { filters } = props;
  const { t } = useTranslationRef(auditTexts);
  const entries = useLoadedPages(
    ['audit', JSON.stringify(filters)],
    pageOf(filters, PAGE_SIZE),
  );
  return (
    <LoadedContent loaded={entries}>
      {items =>
        items.length === 0 ? (
          <NothingRecorded isFiltered={Object.keys(filters).length > 0} />
        ) : (
          <>
            <div className={styles.bar}>
              <Text variant="body-small" color="secondary">
                {t('audit.shown', { count: items.length })}
              </Text>
              {props.csv}
            </div>
            <AuditTable entries={items} />
            {entries.status === 'ready' && entries.hasMore && (
              <div className={styles.more}>
                <Button
                  variant="secondary"
                  isPending={entries.loadingMore}
                  onPress={entries.loadMore}
                >
                  {t('audit.more')}
                </Button>
              </div>
            )}
          </>
        )
      }
    </LoadedContent>
  );
}

function NothingRecorded(props: { isFiltered: boolean }) {
  const { t } = useTranslationRef(auditTexts);
  return props.isFiltered ? (
    <EmptyPanel
      icon={<RiFilterOffLine size={28} />}
      title={t('audit.noMatch')}
      description={t('audit.noMatchHint')}
    />
  ) : (
    <EmptyPanel title={t('audit.empty')} description={t('audit.emptyHint')} />
  );
}
