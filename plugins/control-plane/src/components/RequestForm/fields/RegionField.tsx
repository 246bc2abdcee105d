import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Select } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useCaller } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { creatableRegions } from '../../../present/creatable';
import { formTexts } from '../../../translation';
import { Field } from './Field';

export interface RegionFieldProps {
  /** Whose regions to offer; absent while none is chosen. */
  class: EnvironmentClass | undefined;
  team?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/** Chooses among the class's regions in which the signed-in user may create. */
export function RegionField(props: RegionFieldProps) {
  const { class: environmentClass, team, value, onChange, error } = props;
  const { isRequired, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const caller = useCaller();
  const regions = environmentClass?.regions ?? [];
  const offered =
    caller.status === 'ready' && environmentClass
      ? creatableRegions(caller.value, regions, {
          class: environmentClass.name,
          team: team || undefined,
        })
      : regions;
  if (environmentClass && offered.length === 0) {
    return <Alert status="warning" icon title={t('form.region.none')} />;
  }
  return (
    <Field error={error}>
      {described => (
        <Select
          {...described}
          label={t('form.region.label')}
          description={
            environmentClass ? undefined : t('form.region.chooseClass')
          }
          placeholder={t('form.region.placeholder')}
          options={offered.map(region => ({ id: region, label: region }))}
          value={offered.includes(value) ? value : null}
          onChange={key => onChange(key === null ? '' : String(key))}
          isRequired={isRequired}
          isDisabled={isDisabled || !environmentClass}
          validationBehavior="aria"
        />
      )}
    </Field>
  );
}
