import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { textsByField } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { LeaseField } from '../components/RequestForm';
import { leaseErrors } from '../components/RequestForm/draft/classErrors';
import { chosenClass } from './chosenClass';
import { readFormData } from './formData';
import { useChosenClass } from './useChosenClass';
import { legibly } from './legibly';

const schema = makeFieldSchema({
  output: z => z.number().describe("Hours; the class's default when absent"),
});

function LeasePicker(props: typeof schema.TProps) {
  const environmentClass = useChosenClass(readFormData(props.formContext));
  return (
    <LeaseField
      class={environmentClass}
      value={props.formData}
      onChange={props.onChange}
      // Judged as it stands: a value that one class takes may be too much for the next.
      error={
        textsByField(leaseErrors(props.formData, environmentClass)).leaseHours
      }
      isDisabled={props.disabled}
    />
  );
}

/** How many hours it lives, within the limits of the class that the form's field `class` chooses. */
export const leasePicker = createFormField({
  name: 'ControlPlaneLeasePicker',
  component: legibly(LeasePicker),
  schema,
  validation: async (value, field, { apiHolder, formData }) => {
    const environmentClass = await chosenClass(apiHolder, formData);
    const { leaseHours } = textsByField(leaseErrors(value, environmentClass));
    if (leaseHours) {
      field.addError(leaseHours);
    }
  },
});
