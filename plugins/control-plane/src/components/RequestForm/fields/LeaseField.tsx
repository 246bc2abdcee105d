import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NumberField,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  useExactTime,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { formTexts } from '../../../translation';
import { Field } from './Field';
import styles from './LeaseField.module.css';

const HOUR_MS = 3_600_000;

/** Lengths that people ask for: a day, three days, a week, a month, a quarter, a year. */
const USUAL_HOURS = [24, 72, 168, 720, 2160, 8760];

export interface LeaseFieldProps {
  /** Whose limits apply; absent while no class is chosen. */
  class: EnvironmentClass | undefined;
  /** Absent for the class's default. */
  value: number | undefined;
  onChange: (hours: number | undefined) => void;
  error?: string;
  isDisabled?: boolean;
}

/** How long it lives, with the class's limits and the instant at which it would end. */
export function LeaseField(props: LeaseFieldProps) {
  const { class: environmentClass, value, onChange, error, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const length = useLength();
  const exact = useExactTime();
  const [now] = useState(() => Date.now());
  if (!environmentClass) {
    return (
      <Field error={error}>
        {described => (
          <NumberField
            {...described}
            label={t('form.lease.label')}
            description={t('form.lease.chooseClass')}
            isDisabled
          />
        )}
      </Field>
    );
  }
  const { defaultHours, maxHours, onExpiry } = environmentClass.lease;
  const hours = value ?? defaultHours;
  const presets = [
    ...new Set([
      defaultHours,
      ...USUAL_HOURS.filter(usual => usual > defaultHours && usual < maxHours),
      maxHours,
    ]),
  ];
  const isPossible = hours > 0 && hours <= maxHours;
  return (
    <div className={styles.lease}>
      <Field error={error}>
        {described => (
          <NumberField
            {...described}
            label={t('form.lease.label')}
            description={t('form.lease.limits', {
              hours: String(defaultHours),
              max: String(maxHours),
            })}
            placeholder={String(defaultHours)}
            validationBehavior="aria"
            formatOptions={{ maximumFractionDigits: 2 }}
            value={value ?? Number.NaN}
            onChange={typed =>
              onChange(Number.isNaN(typed) ? undefined : typed)
            }
            isDisabled={isDisabled}
          />
        )}
      </Field>
      <ToggleButtonGroup
        aria-label={t('form.lease.presets')}
        selectionMode="single"
        selectedKeys={[String(hours)]}
        isDisabled={isDisabled}
        onSelectionChange={keys => {
          const [key] = keys;
          if (key !== undefined) {
            onChange(Number(key));
          }
        }}
      >
        {presets.map(preset => (
          <ToggleButton key={preset} id={String(preset)}>
            {length(preset * HOUR_MS)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Text as="p" variant="body-small" color="secondary">
        {isPossible &&
          `${t('form.lease.ends', { at: exact(now + hours * HOUR_MS) })} `}
        {t(
          onExpiry === 'delete'
            ? 'form.lease.thenDelete'
            : 'form.lease.thenReview',
        )}
      </Text>
    </div>
  );
}
