import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RegionField } from '../components/RequestForm';
import { regionErrors } from '../components/RequestForm/draft/classErrors';
import { chosenClass } from './chosenClass';
import { readFormData, textOf } from './formData';
import { useChosenClass } from './useChosenClass';
import { legibly } from './legibly';
import { textsOf } from './textsOf';
import { useRequiredChoice } from './useRequiredChoice';

const schema = makeFieldSchema({
  output: z => z.string().describe('Name of the region'),
});

function RegionPicker(props: typeof schema.TProps) {
  const choose = useRequiredChoice(props);
  const data = readFormData(props.formContext);
  return (
    <RegionField
      class={useChosenClass(data)}
      team={textOf(data, 'team')}
      value={props.formData ?? ''}
      onChange={choose}
      isRequired={props.required}
      isDisabled={props.disabled}
    />
  );
}

/** A region of the class that the form's field `class` chooses. */
export const regionPicker = createFormField({
  name: 'ControlPlaneRegionPicker',
  component: legibly(RegionPicker),
  schema,
  validation: async (value, field, { apiHolder, formData }) => {
    const environmentClass = await chosenClass(apiHolder, formData);
    if (environmentClass && value !== undefined) {
      const { region } = textsByField(regionErrors(value, environmentClass));
      if (region) {
        field.addError(region);
      }
    } else if (value === '') {
      field.addError(textsOf(apiHolder)('formFields.missing.region'));
    }
  },
});
