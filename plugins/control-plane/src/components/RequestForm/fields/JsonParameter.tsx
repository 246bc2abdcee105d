import { JsonValue } from '@backstage/types';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useContext, useEffect, useState } from 'react';
import { formTexts } from '../../../translation';
import { TextInput } from './TextInput';
import { UnreadableContext } from './UnreadableContext';

/** A parameter that no field fits, typed as JSON. Text that is no JSON stays in the field and changes nothing. */
export function JsonParameter(props: {
  /** The API's name of the value. */
  path: string;
  label: string;
  description?: string;
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}) {
  const { path, value, onChange, error, description, ...rest } = props;
  const { t } = useTranslationRef(formTexts);
  const [text, setText] = useState(() =>
    value === undefined ? '' : JSON.stringify(value, null, 2),
  );
  const parsed = parse(text);
  const report = useContext(UnreadableContext);
  const isUnreadable = parsed.type === 'invalid';
  useEffect(() => {
    report(path, isUnreadable);
    return () => report(path, false);
  }, [report, path, isUnreadable]);
  return (
    <TextInput
      {...rest}
      description={[description, t('form.parameters.json')]
        .filter(Boolean)
        .join(' ')}
      rows={4}
      value={text}
      onChange={typed => {
        setText(typed);
        const next = parse(typed);
        if (next.type === 'json') {
          onChange(next.value);
        }
      }}
      error={
        parsed.type === 'json'
          ? error
          : t('form.parameters.notJson', {
              text: JSON.stringify(text.slice(0, 80)),
            })
      }
    />
  );
}

function parse(
  text: string,
): { type: 'json'; value: JsonValue | undefined } | { type: 'invalid' } {
  if (text.trim() === '') {
    return { type: 'json', value: undefined };
  }
  try {
    return { type: 'json', value: JSON.parse(text) };
  } catch {
    return { type: 'invalid' };
  }
}
