import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { formTexts } from '../../../translation';
import { FieldTexts } from '../draft/checkDraft';
import { LabelRow } from '../draft/RequestDraft';
import styles from './LabelsField.module.css';
import { labelTexts } from './labelTexts';
import { TextInput } from './TextInput';

/** The most that the API takes. */
const MAX_LABELS = 20;

/** Labels as rows of key and value; errors by the API's names, `labels.<key>`. */
export function LabelsField(props: {
  value: readonly LabelRow[];
  onChange: (value: LabelRow[]) => void;
  errors: FieldTexts;
  isDisabled?: boolean;
}) {
  const { value: rows, onChange, errors, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const replace = (at: number, row: LabelRow) =>
    onChange(rows.map((old, index) => (index === at ? row : old)));

  return (
    <fieldset
      className={styles.labels}
      disabled={isDisabled}
      data-invalid={errors.labels ? true : undefined}
    >
      <legend>{t('form.labels.label')}</legend>
      <Text as="p" variant="body-small" color="secondary">
        {t('form.labels.hint')}
      </Text>
      {rows.map((row, at) => {
        const number = String(at + 1);
        const { ofKey, ofValue } = labelTexts(row, errors);
        return (
          // Rows have no identity of their own, and nothing inside one holds state.
          <div key={at} className={styles.row}>
            <TextInput
              label={t('form.labels.key', { number })}
              placeholder={t('form.labels.keyPlaceholder')}
              value={row.key}
              onChange={key => replace(at, { ...row, key })}
              error={ofKey}
            />
            <TextInput
              label={t('form.labels.value', { number })}
              placeholder={t('form.labels.valuePlaceholder')}
              value={row.value}
              onChange={value => replace(at, { ...row, value })}
              error={ofValue}
            />
            <ButtonIcon
              className={styles.remove}
              variant="tertiary"
              icon={<RiDeleteBinLine />}
              aria-label={t('form.labels.remove', { number })}
              onPress={() => onChange(rows.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      {errors.labels && <span className={styles.error}>{errors.labels}</span>}
      <div>
        <Button
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={isDisabled || rows.length >= MAX_LABELS}
          onPress={() => onChange([...rows, { key: '', value: '' }])}
        >
          {t('form.labels.add')}
        </Button>
      </div>
    </fieldset>
  );
}
