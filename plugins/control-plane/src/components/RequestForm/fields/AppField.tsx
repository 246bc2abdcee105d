import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import { useDeferredValue, useState } from 'react';
import { Named } from '../../../catalog/Named';
import { useApps } from '../../../catalog/useApps';
import { formTexts } from '../../../translation';
import { Field } from './Field';
import { FieldFailure } from './FieldFailure';

export interface AppFieldProps {
  /** Team whose components come first; empty for no such order. */
  team: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/** Chooses a component of the catalog; the value is its bare name. */
export function AppField(props: AppFieldProps) {
  const { team, value, onChange, error, isRequired, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const [typed, setTyped] = useState(value);
  const search = useDeferredValue(typed === value ? '' : typed);
  const listed = useApps({ team, search: '' });
  const isTruncated = listed.status === 'ready' && listed.value.hasMore;
  // Only a catalog that does not fit into the list is asked again for what is typed.
  const found = useApps({ team, search: isTruncated ? search : '' });
  if (listed.status === 'failed') {
    return <FieldFailure error={listed.error} retry={listed.retry} />;
  }
  const apps = found.status === 'ready' ? found.value : undefined;
  const sections = apps
    ? [
        {
          title: t('form.app.ownedBy', { team }),
          options: apps.own.map(optionOf),
        },
        {
          title: t('form.app.others'),
          options: apps.others.map(optionOf),
        },
      ].filter(({ options }) => options.length > 0)
    : [];
  const isKnown = sections.some(({ options }) =>
    options.some(({ id }) => id === value),
  );
  return (
    <Field error={error}>
      {described => (
        <Combobox
          {...described}
          label={t('form.app.label')}
          description={isTruncated ? t('form.app.more') : undefined}
          placeholder={t('form.app.placeholder')}
          options={
            isKnown || value === ''
              ? sections
              : // A component from a link or a draft that the list does not reach.
                [{ id: value, label: value }, ...sections]
          }
          loading={{ state: found.status === 'loading' ? 'loading' : 'idle' }}
          // The field keeps its text by itself: it then follows what is chosen, cleared or restored.
          onInputChange={setTyped}
          value={value === '' ? null : value}
          onChange={key => onChange(key === null ? '' : String(key))}
          isRequired={isRequired}
          isDisabled={isDisabled}
          validationBehavior="aria"
        />
      )}
    </Field>
  );
}

function optionOf({ name, title }: Named) {
  return {
    id: name,
    label: name,
    ...(title === name ? {} : { description: title }),
  };
}
