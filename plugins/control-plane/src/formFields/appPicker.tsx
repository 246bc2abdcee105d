import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AppField } from '../components/RequestForm';
import { readFormData, textOf } from './formData';
import { legibly } from './legibly';
import { textsOf } from './textsOf';
import { useRequiredChoice } from './useRequiredChoice';

const schema = makeFieldSchema({
  output: z => z.string().describe('Bare name of the component'),
  uiOptions: z =>
    z.object({
      teamField: z
        .string()
        .optional()
        .describe(
          'Field whose team comes first in the list, `team` by default',
        ),
    }),
});

function AppPicker(props: typeof schema.TProps) {
  const choose = useRequiredChoice(props);
  const data = readFormData(props.formContext);
  const teamField = props.uiSchema['ui:options']?.teamField ?? 'team';
  return (
    <AppField
      team={textOf(data, teamField)}
      value={props.formData ?? ''}
      onChange={choose}
      isRequired={props.required}
      isDisabled={props.disabled}
    />
  );
}

/** A component of the catalog, the team's own first; the value is its bare name. */
export const appPicker = createFormField({
  name: 'ControlPlaneAppPicker',
  component: legibly(AppPicker),
  schema,
  validation: (value, field, { apiHolder }) => {
    if (value === '') {
      field.addError(textsOf(apiHolder)('formFields.missing.component'));
    }
  },
});
