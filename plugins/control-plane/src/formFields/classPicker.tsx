import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClassField } from '../components/RequestForm';
import { legibly } from './legibly';
import { textsOf } from './textsOf';
import { useRequiredChoice } from './useRequiredChoice';

const schema = makeFieldSchema({
  output: z => z.string().describe('Name of the class'),
  uiOptions: z =>
    z.object({
      only: z
        .array(z.string())
        .optional()
        .describe('Classes to choose among; all when absent'),
    }),
});

function ClassPicker(props: typeof schema.TProps) {
  const choose = useRequiredChoice(props);
  return (
    <ClassField
      only={props.uiSchema['ui:options']?.only}
      value={props.formData ?? ''}
      onChange={choose}
      isRequired={props.required}
      isDisabled={props.disabled}
    />
  );
}

/** A class with its price, lease limits, approval and quota; the value is its name. */
export const classPicker = createFormField({
  name: 'ControlPlaneClassPicker',
  component: legibly(ClassPicker),
  schema,
  validation: (value, field, { apiHolder }) => {
    if (value === '') {
      field.addError(textsOf(apiHolder)('formFields.missing.class'));
    }
  },
});
