import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { LeaseField } from '../components/RequestForm';
import { readFormData } from './formData';
import { useChosenClass } from './useChosenClass';
import { legibly } from './legibly';

const schema = makeFieldSchema({
  output: z => z.number().describe("Hours; the class's default when absent"),
});

function LeasePicker(props: typeof schema.TProps) {
  return (
    <LeaseField
      class={useChosenClass(readFormData(props.formContext))}
      value={props.formData}
      onChange={props.onChange}
      isDisabled={props.disabled}
    />
  );
}

/** How many hours it lives, within the limits of the class that the form's field `class` chooses. */
export const leasePicker = createFormField({
  name: 'ControlPlaneLeasePicker',
  component: legibly(LeasePicker),
  schema,
});
