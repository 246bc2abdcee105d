import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Text } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  textsByField,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  loadParametersCheck,
  ParametersField,
} from '../components/RequestForm';
import {
  isJsonObject,
  membersOf,
} from '../components/RequestForm/parameters/ParameterControl';
import { useEffect } from 'react';
import { formFieldsTexts } from '../translation';
import { chosenClass } from './chosenClass';
import { readFormData } from './formData';
import { knownParameters } from './knownParameters';
import { useChosenClass } from './useChosenClass';
import { legibly } from './legibly';

const schema = makeFieldSchema({
  output: z => z.record(z.any()).describe('Parameters by name'),
});

function Parameters(props: typeof schema.TProps) {
  const { t } = useTranslationRef(formFieldsTexts);
  const environmentClass = useChosenClass(readFormData(props.formContext));
  if (!environmentClass) {
    return (
      <Text as="p" color="secondary">
        {t('formFields.parameters.chooseClass')}
      </Text>
    );
  }
  return <OfClass {...props} environmentClass={environmentClass} />;
}

function OfClass(
  props: typeof schema.TProps & { environmentClass: EnvironmentClass },
) {
  const { environmentClass, formData, rawErrors, onChange } = props;
  const { title, parametersSchema } = environmentClass;
  const { t } = useTranslationRef(formFieldsTexts);
  const value = knownParameters(
    parametersSchema,
    isJsonObject(formData) ? formData : {},
  );
  // The wizard checks only fields that have a value, and a class may require some that nobody typed yet.
  const known = JSON.stringify(value);
  const isStale = JSON.stringify(formData) !== known;
  useEffect(() => {
    if (isStale) {
      onChange(JSON.parse(known));
    }
  }, [isStale, known, onChange]);
  const check = useLoaded(['parameters-check', environmentClass.digest], () =>
    loadParametersCheck(environmentClass),
  );
  // The wizard knows one error a field; after it has refused to go on, each parameter says its own.
  const errors =
    rawErrors.length > 0 && check.status === 'ready'
      ? textsByField(check.value(value))
      : {};
  if (membersOf(parametersSchema).length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('formFields.parameters.none', { title })}
      </Text>
    );
  }
  return (
    <ParametersField
      // Fields that keep their own text, such as JSON, begin anew with each class.
      key={environmentClass.name}
      schema={parametersSchema}
      value={value}
      onChange={onChange}
      errors={errors}
      isDisabled={props.disabled}
    />
  );
}

/** The parameters of the class that the form's field `class` chooses. */
export const parameters = createFormField({
  name: 'ControlPlaneParameters',
  component: legibly(Parameters),
  schema,
  validation: async (value, field, { apiHolder, formData }) => {
    const environmentClass = await chosenClass(apiHolder, formData);
    if (environmentClass) {
      const check = await loadParametersCheck(environmentClass);
      Object.entries(textsByField(check(value ?? {}))).forEach(([name, text]) =>
        field.addError(`${name}: ${text}`),
      );
    }
  },
});
