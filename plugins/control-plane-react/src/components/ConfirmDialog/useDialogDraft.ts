import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  describeValue,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useState } from 'react';
import { controlPlaneReactTranslationRef } from '../../translation';
import { ReasonField } from './ReasonField';

/** What is typed into a dialog, and what is wrong with it. Errors appear on the first submit and go as they are mended. */
export function useDialogDraft(options: {
  reason?: ReasonField;
  typedName?: string;
}) {
  const { reason, typedName } = options;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const [typed, setTyped] = useState({ reason: '', name: '' });
  const [isChecked, setChecked] = useState(false);

  const text = typed.reason.trim() === '' ? undefined : typed.reason;
  const isOptional = reason?.schema.safeParse(undefined).success ?? true;
  const reasonError = reason
    ? errorOf(reason.schema, isOptional ? text : text ?? '')
    : undefined;
  const nameError =
    typedName !== undefined && typed.name.trim() !== typedName
      ? t('dialog.typedOther', {
          name: describeValue(typedName),
          typed: describeValue(typed.name || undefined),
        })
      : undefined;
  const shown = (error: string | undefined) => ({
    validationBehavior: 'aria' as const,
    validate: () => (isChecked ? error : undefined),
  });
  return {
    text,
    isOptional,
    /** Shows what is wrong; true when nothing is. */
    check: () => {
      setChecked(true);
      return reasonError === undefined && nameError === undefined;
    },
    reasonField: {
      value: typed.reason,
      onChange: (value: string) => setTyped(old => ({ ...old, reason: value })),
      ...shown(reasonError),
    },
    nameField: {
      value: typed.name,
      onChange: (value: string) => setTyped(old => ({ ...old, name: value })),
      ...shown(nameError),
    },
  };
}

function errorOf(
  schema: ReasonField['schema'],
  value: string | undefined,
): string | undefined {
  const parsed = parseInput(schema, value);
  return parsed.type === 'valid'
    ? undefined
    : parsed.errors
        .map(({ expected, got }) => `expected ${expected}, got ${got}`)
        .join('; ');
}
