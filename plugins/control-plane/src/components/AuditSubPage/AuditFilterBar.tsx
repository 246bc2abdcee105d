import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DatePicker } from '@backstage/ui';
import {
  parseAbsoluteToLocal,
  toZoned,
  getLocalTimeZone,
} from '@internationalized/date';
import { AuditFilterName, AuditFilters } from '../../present/auditFilters';
import { auditTexts } from '../../translation';
import { Field } from '../RequestForm/fields/Field';
import styles from './AuditSubPage.module.css';
import { FilterText } from '../FilterText';

/** The filters of the audit, each taken up when it is left or confirmed with Enter. */
export function AuditFilterBar(props: {
  filters: AuditFilters;
  errors: Readonly<Record<string, string>>;
  onChange: (name: AuditFilterName, value: string) => void;
  onClear: () => void;
}) {
  const { filters, errors, onChange, onClear } = props;
  const { t } = useTranslationRef(auditTexts);
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('audit.filters')}
    >
      <FilterText
        label={t('audit.actor')}
        placeholder={t('audit.actorPlaceholder')}
        value={filters.actor ?? ''}
        onChange={value => onChange('actor', value)}
        error={errors.actor}
      />
      <FilterText
        label={t('audit.action')}
        placeholder={t('audit.actionPlaceholder')}
        value={filters.action ?? ''}
        onChange={value => onChange('action', value)}
        error={errors.action}
      />
      <FilterText
        label={t('audit.request')}
        placeholder={t('audit.requestPlaceholder')}
        value={filters.requestId ?? ''}
        onChange={value => onChange('requestId', value)}
        error={errors.requestId}
      />
      <FilterInstant
        label={t('audit.since')}
        value={filters.since}
        onChange={value => onChange('since', value)}
        error={errors.since}
      />
      <FilterInstant
        label={t('audit.until')}
        value={filters.until}
        onChange={value => onChange('until', value)}
        error={errors.until}
      />
      {Object.keys(filters).length > 0 && (
        <Button variant="tertiary" className={styles.clear} onPress={onClear}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  );
}

/** An instant in the reader's zone; empty when none is chosen. */
function FilterInstant(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  error?: string;
}) {
  const { label, value, onChange, error } = props;
  return (
    <Field error={error}>
      {described => (
        <DatePicker
          {...described}
          label={label}
          granularity="minute"
          hideTimeZone
          value={readInstant(value)}
          onChange={date =>
            onChange(
              date === null
                ? ''
                : toZoned(date, getLocalTimeZone()).toAbsoluteString(),
            )
          }
        />
      )}
    </Field>
  );
}

/** An address may carry anything; what is no instant is told beside the field and shown as none. */
function readInstant(value: string | undefined) {
  if (value === undefined || Number.isNaN(Date.parse(value))) {
    return null;
  }
  return parseAbsoluteToLocal(new Date(value).toISOString());
}
