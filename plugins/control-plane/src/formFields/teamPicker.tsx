import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TeamField } from '../components/RequestForm';
import { readFormData, textOf } from './formData';
import { legibly } from './legibly';
import { textsOf } from './textsOf';
import { useRequiredChoice } from './useRequiredChoice';

const schema = makeFieldSchema({
  output: z => z.string().describe('Bare name of the team'),
});

function TeamPicker(props: typeof schema.TProps) {
  const choose = useRequiredChoice(props);
  const data = readFormData(props.formContext);
  return (
    <TeamField
      chosen={{ class: textOf(data, 'class') || undefined }}
      value={props.formData ?? ''}
      onChange={choose}
      isRequired={props.required}
      isDisabled={props.disabled}
    />
  );
}

/** A team for which the signed-in user may create; the value is its bare name. */
export const teamPicker = createFormField({
  name: 'ControlPlaneTeamPicker',
  component: legibly(TeamPicker),
  schema,
  validation: (value, field, { apiHolder }) => {
    if (value === '') {
      field.addError(textsOf(apiHolder)('formFields.missing.team'));
    }
  },
});
