import { useEffect } from 'react';

/**
 * How a field hands over what was chosen, with an empty text for nothing where the template requires something.
 *
 * @remarks
 * Without a value the wizard speaks of a missing property and does not ask the field's own check; an empty text gets there.
 */
export function useRequiredChoice(props: {
  formData?: string;
  required?: boolean;
  onChange: (value: string | undefined) => void;
}): (value: string) => void {
  const { formData, required = false, onChange } = props;
  const isUnset = required && formData === undefined;
  useEffect(() => {
    if (isUnset) {
      onChange('');
    }
  }, [isUnset, onChange]);
  return value => onChange(value === '' && !required ? undefined : value);
}
