import { useEffect, useState } from 'react';
import { TextInput } from '../RequestForm';

/** A text filter that is taken up when it is left or confirmed with Enter, not with every letter. */
export function FilterText(props: {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
}) {
  const { value, onChange, ...rest } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const take = () => {
    if (typed.trim() !== value) {
      onChange(typed);
    }
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        take();
      }}
      onBlur={take}
    >
      <TextInput {...rest} value={typed} onChange={setTyped} />
    </form>
  );
}
