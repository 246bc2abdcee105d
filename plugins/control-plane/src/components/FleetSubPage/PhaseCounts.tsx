import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  LoadedContent,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { usePhaseName } from '../../hooks/usePhaseName';
import {
  FleetFilters,
  isPhase,
  withFleetFilter,
} from '../../present/fleetFilters';
import { fleetTexts } from '../../translation';
import styles from './FleetSubPage.module.css';

/** How many requests there are in each phase; pressing one filters by it. */
export function PhaseCounts(props: {
  filters: FleetFilters;
  onChange: (filters: FleetFilters) => void;
}) {
  const { filters, onChange } = props;
  const { t } = useTranslationRef(fleetTexts);
  const phaseName = usePhaseName();
  const counts = useLoaded(
    ['request-counts'],
    (api, signal) => api.countRequests({ signal }),
    { live: 'all' },
  );
  return (
    <LoadedContent
      loaded={counts}
      skeleton={<Skeleton width="100%" height={32} />}
    >
      {({ phases }) => (
        <ToggleButtonGroup
          className={styles.counts}
          aria-label={t('fleet.counts')}
          selectionMode="multiple"
          selectedKeys={filters.values.phase}
          onSelectionChange={keys =>
            onChange(
              withFleetFilter(
                filters,
                'phase',
                [...keys].map(String).filter(isPhase),
              ),
            )
          }
        >
          {[...phases]
            .sort(
              (one, other) =>
                REQUEST_PHASES.indexOf(one.phase) -
                REQUEST_PHASES.indexOf(other.phase),
            )
            .filter(
              ({ phase, count }) =>
                count > 0 || filters.values.phase.includes(phase),
            )
            .map(({ phase, count }) => (
              <ToggleButton key={phase} id={phase}>
                {phaseName(phase)} <span className={styles.count}>{count}</span>
              </ToggleButton>
            ))}
        </ToggleButtonGroup>
      )}
    </LoadedContent>
  );
}
