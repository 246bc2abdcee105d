import { ComponentType } from 'react';
import { JsonObject, JsonValue } from '@backstage/types';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { formTexts } from '../../../translation';
import { ParameterFieldProps, titleOf } from './ParameterFieldProps';
import styles from './ParametersField.module.css';

/** A list of parameters, one box for each entry. */
export function ListParameter(
  props: ParameterFieldProps & {
    item: JsonObject;
    /** Draws one entry. */
    Entry: ComponentType<ParameterFieldProps>;
  },
) {
  const { member, item, Entry, path, depth, onChange, errors, isDisabled } =
    props;
  const { t } = useTranslationRef(formTexts);
  const title = titleOf(member);
  const entries: JsonValue[] = Array.isArray(props.value)
    ? props.value.map(entry => entry ?? null)
    : [];
  const { maxItems, description } = member.schema;
  const isFull = typeof maxItems === 'number' && entries.length >= maxItems;
  // An empty list and none at all mean the same where the default is none.
  const change = (next: JsonValue[]) =>
    onChange(next.length > 0 || member.isRequired ? next : undefined);
  return (
    <fieldset
      className={styles.list}
      disabled={isDisabled}
      data-invalid={errors[path] ? true : undefined}
    >
      <legend>{title}</legend>
      {typeof description === 'string' && (
        <Text as="p" variant="body-small" color="secondary">
          {description}
        </Text>
      )}
      {entries.map((entry, at) => {
        const number = String(at + 1);
        return (
          <div key={at} className={styles.entry}>
            <Entry
              member={{
                name: number,
                schema: {
                  ...item,
                  title: t('form.parameters.entry', { title, number }),
                },
                isRequired: true,
              }}
              path={`${path}.${at}`}
              depth={depth + 1}
              value={entry}
              onChange={next =>
                change(
                  entries.map((old, index) =>
                    index === at ? next ?? emptyOf(item) : old,
                  ),
                )
              }
              errors={errors}
              isDisabled={isDisabled}
            />
            <ButtonIcon
              variant="tertiary"
              icon={<RiDeleteBinLine />}
              aria-label={t('form.parameters.remove', { title, number })}
              isDisabled={isDisabled}
              onPress={() => change(entries.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      {errors[path] && <span className={styles.error}>{errors[path]}</span>}
      <div>
        <Button
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={isDisabled || isFull}
          onPress={() => change([...entries, emptyOf(item)])}
        >
          {t('form.parameters.add', { title })}
        </Button>
      </div>
    </fieldset>
  );
}

/** What a new entry begins as; the check says what it still lacks. */
function emptyOf(item: JsonObject): JsonValue {
  switch (item.type) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'string':
      return '';
    default:
      return null;
  }
}
