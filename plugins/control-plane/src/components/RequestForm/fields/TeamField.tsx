import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Select, Skeleton } from '@backstage/ui';
import { useCaller } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { Named } from '../../../catalog/Named';
import { useTeams } from '../../../catalog/useTeams';
import { Chosen, creatableTeams } from '../../../present/creatable';
import { formTexts } from '../../../translation';
import { Field } from './Field';
import { FieldFailure } from './FieldFailure';

export interface TeamFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Narrows the teams to those for which this may be asked for. */
  chosen?: Omit<Chosen, 'team'>;
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/** Chooses among the teams for which the signed-in user may create; the value is the team's bare name. */
export function TeamField(props: TeamFieldProps) {
  const { value, onChange, chosen, error, isRequired, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const caller = useCaller();
  const teams = useTeams();
  if (caller.status === 'failed') {
    return <FieldFailure error={caller.error} retry={caller.retry} />;
  }
  if (teams.status === 'failed') {
    return <FieldFailure error={teams.error} retry={teams.retry} />;
  }
  if (caller.status === 'loading' || teams.status === 'loading') {
    return <Skeleton width="100%" height={56} />;
  }
  const { all, own } = teams.value;
  const creatable = creatableTeams(caller.value, own, chosen);
  const offered =
    creatable.type === 'any'
      ? all
      : all.filter(({ name }) => creatable.teams.includes(name));
  if (offered.length === 0) {
    return (
      <Alert
        status="warning"
        icon
        title={t('form.team.none')}
        description={t('form.team.noneHint')}
      />
    );
  }
  return (
    <Field error={error}>
      {described => (
        <Select
          {...described}
          label={t('form.team.label')}
          placeholder={t('form.team.placeholder')}
          options={offered.map(optionOf)}
          search={offered.length > 10 ? true : undefined}
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
    label: title,
    ...(title === name ? {} : { description: name }),
  };
}
