import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Radio, RadioGroup, Skeleton, Text } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useCaller } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useClasses } from '../../../hooks/useClasses';
import { mayCreate } from '../../../present/creatable';
import { formTexts } from '../../../translation';
import { ClassFacts } from '../../ClassFacts';
import { Field } from './Field';
import { FieldFailure } from './FieldFailure';
import styles from './ClassField.module.css';

export interface ClassFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Classes to choose among; all that the caller may create when absent. */
  only?: readonly string[];
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/** Chooses a class by what it costs, how long it lives and who approves; the value is its name. */
export function ClassField(props: ClassFieldProps) {
  const { value, onChange, only, error, isRequired, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  const classes = useClasses();
  const caller = useCaller();
  if (classes.status === 'failed') {
    return <FieldFailure error={classes.error} retry={classes.retry} />;
  }
  if (classes.status === 'loading' || caller.status === 'loading') {
    return <Skeleton width="100%" height={120} />;
  }
  const offered = classes.value.filter(
    ({ name }) =>
      (!only || only.includes(name)) &&
      (caller.status === 'failed' || mayCreate(caller.value, { class: name })),
  );
  if (offered.length === 0) {
    return <Alert status="warning" icon title={t('form.class.none')} />;
  }
  return (
    <Field error={error}>
      {described => (
        <RadioGroup
          {...described}
          className={styles.classes}
          label={t('form.class.label')}
          value={value}
          onChange={onChange}
          isRequired={isRequired}
          isDisabled={isDisabled}
          validationBehavior="aria"
        >
          {offered.map(environmentClass => (
            <ClassOption
              key={environmentClass.name}
              environmentClass={environmentClass}
            />
          ))}
        </RadioGroup>
      )}
    </Field>
  );
}

function ClassOption(props: { environmentClass: EnvironmentClass }) {
  const { name, title, description } = props.environmentClass;
  return (
    <Radio value={name} className={styles.option} aria-label={title}>
      <span className={styles.body}>
        <Text weight="bold">{title}</Text>
        <Text variant="body-small" color="secondary">
          {description}
        </Text>
        <ClassFacts environmentClass={props.environmentClass} />
      </span>
    </Radio>
  );
}
