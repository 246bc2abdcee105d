import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RegionField } from '../components/RequestForm';
import { readFormData, textOf } from './formData';
import { useChosenClass } from './useChosenClass';
import { legibly } from './legibly';

const schema = makeFieldSchema({
  output: z => z.string().describe('Name of the region'),
});

function RegionPicker(props: typeof schema.TProps) {
  const data = readFormData(props.formContext);
  return (
    <RegionField
      class={useChosenClass(data)}
      team={textOf(data, 'team')}
      value={props.formData ?? ''}
      onChange={props.onChange}
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
});
