import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { useCatalogTeamNames } from '../../catalog/useTeams';
import { useClasses } from '../../hooks/useClasses';
import {
  FleetFilterName,
  FleetFilters,
  isFiltered,
  withFleetFilter,
} from '../../present/fleetFilters';
import { fleetTexts } from '../../translation';
import { FilterText } from '../FilterText';
import { Field } from '../RequestForm/fields/Field';
import styles from './FleetSubPage.module.css';

/** Filters by everything but the phase, which the counts above filter by. */
export function FleetFilterBar(props: {
  filters: FleetFilters;
  errors: Readonly<Record<string, string>>;
  onChange: (filters: FleetFilters) => void;
  onClear: () => void;
}) {
  const { filters, errors, onChange, onClear } = props;
  const { t } = useTranslationRef(fleetTexts);
  const classes = useClasses();
  const teams = useCatalogTeamNames();
  const offered = classes.status === 'ready' ? classes.value : [];
  const regions = [...new Set(offered.flatMap(each => each.regions))].sort();
  const choice = (name: FleetFilterName, options: readonly string[]) => (
    <FilterChoice
      label={t(`fleet.${name}`)}
      options={options}
      value={filters.values[name]}
      onChange={values => onChange(withFleetFilter(filters, name, values))}
      error={errors[name]}
    />
  );
  const text = (name: FleetFilterName, placeholder: string) => (
    <FilterText
      label={t(`fleet.${name}`)}
      placeholder={placeholder}
      value={filters.values[name].join(', ')}
      onChange={typed =>
        onChange(withFleetFilter(filters, name, typed.split(',')))
      }
      error={errors[name]}
    />
  );
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('fleet.filters')}
    >
      {choice(
        'class',
        offered.map(({ name }) => name),
      )}
      {choice('region', regions)}
      {choice('team', teams)}
      {text('app', t('fleet.anyText'))}
      {text('requester', t('fleet.requesterPlaceholder'))}
      {isFiltered(filters) && (
        <Button variant="tertiary" className={styles.clear} onPress={onClear}>
          {t('fleet.clear')}
        </Button>
      )}
    </div>
  );
}

/** Chooses any number of values; one that only the address knows is offered too, so that it can be taken away. */
function FilterChoice(props: {
  label: string;
  options: readonly string[];
  value: readonly string[];
  onChange: (values: string[]) => void;
  error?: string;
}) {
  const { label, options, value, onChange, error } = props;
  const { t } = useTranslationRef(fleetTexts);
  const all = [...new Set([...options, ...value])];
  return (
    <Field error={error}>
      {described => (
        <Select
          {...described}
          label={label}
          placeholder={t('fleet.any')}
          selectionMode="multiple"
          options={all.map(each => ({ id: each, label: each }))}
          search={all.length > 10 ? true : undefined}
          value={[...value]}
          onChange={keys => onChange(keys.map(String))}
        />
      )}
    </Field>
  );
}
