import { TextAreaField, TextField } from '@backstage/ui';
import { Field } from './Field';

export interface TextInputProps {
  label: string;
  description?: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** Lines of the field; one when absent. */
  rows?: number;
}

/** A text as it is typed, with its error. */
export function TextInput(props: TextInputProps) {
  const { error, rows, isRequired, ...rest } = props;
  return (
    <Field error={error}>
      {described =>
        rows === undefined ? (
          <TextField
            size="small"
            {...rest}
            {...described}
            isRequired={isRequired}
            validationBehavior="aria"
          />
        ) : (
          <TextAreaField
            size="small"
            {...rest}
            {...described}
            rows={rows}
            isRequired={isRequired}
            validationBehavior="aria"
          />
        )
      }
    </Field>
  );
}
