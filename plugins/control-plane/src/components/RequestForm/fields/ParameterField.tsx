import { JsonObject, JsonValue } from '@backstage/types';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Select } from '@backstage/ui';
import { formTexts } from '../../../translation';
import {
  determineControl,
  isJsonObject,
  ParameterMember,
} from '../parameters/ParameterControl';
import { Field } from './Field';
import { JsonParameter } from './JsonParameter';
import { ListParameter } from './ListParameter';
import { ParameterFieldProps, titleOf } from './ParameterFieldProps';
import styles from './ParametersField.module.css';
import { TextInput } from './TextInput';
import { withMember } from './withMember';

/** Draws the field that fits a parameter's schema. */
export function ParameterField(props: ParameterFieldProps) {
  const { member, path, value, onChange, errors, isDisabled, depth } = props;
  const { t } = useTranslationRef(formTexts);
  const control = determineControl(member.schema, depth);
  const label = titleOf(member);
  const description = useDescription(member);
  const common = { label, description, isDisabled };
  const error = errors[path];
  switch (control.kind) {
    case 'text':
      return (
        <TextInput
          {...common}
          error={error}
          isRequired={member.isRequired}
          rows={control.isLong ? 3 : undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={typed => onChange(typed === '' ? undefined : typed)}
        />
      );
    case 'number':
      return (
        <Field error={error} isShort>
          {described => (
            <NumberField
              {...common}
              {...described}
              isRequired={member.isRequired}
              validationBehavior="aria"
              value={typeof value === 'number' ? value : Number.NaN}
              onChange={typed =>
                onChange(Number.isNaN(typed) ? undefined : typed)
              }
            />
          )}
        </Field>
      );
    case 'choice':
    case 'flag': {
      const values = control.kind === 'flag' ? [true, false] : control.values;
      const chosen = values.findIndex(each => each === value);
      const words = (each: JsonValue) => {
        switch (each) {
          case true:
            return t('form.parameters.yes');
          case false:
            return t('form.parameters.no');
          default:
            return String(each);
        }
      };
      const unset = member.schema.default;
      return (
        <Field error={error} isShort>
          {described => (
            <Select
              {...common}
              {...described}
              description={descriptionText(member.schema)}
              isRequired={member.isRequired}
              validationBehavior="aria"
              options={[
                {
                  id: 'unset',
                  label:
                    unset === undefined
                      ? t('form.parameters.notSet')
                      : t('form.parameters.usesDefault', {
                          value: words(unset),
                        }),
                },
                ...values.map((each, at) => ({
                  id: String(at),
                  label: words(each),
                })),
              ]}
              value={chosen < 0 ? 'unset' : String(chosen)}
              onChange={key => onChange(values[Number(key)])}
            />
          )}
        </Field>
      );
    }
    case 'list':
      return (
        <ListParameter {...props} item={control.item} Entry={ParameterField} />
      );
    case 'group':
      return (
        <GroupParameter
          {...props}
          members={control.members}
          value={isJsonObject(value) ? value : {}}
        />
      );
    case 'json':
      return (
        <JsonParameter
          {...common}
          path={path}
          error={error}
          isRequired={member.isRequired}
          value={value}
          onChange={onChange}
        />
      );
    default: {
      const unreachable: never = control;
      return unreachable;
    }
  }
}

function GroupParameter(
  props: Omit<ParameterFieldProps, 'value'> & {
    members: ParameterMember[];
    value: JsonObject;
  },
) {
  const { member, members, path, depth, value, onChange, errors } = props;
  const error = errors[path];
  return (
    <fieldset
      className={styles.group}
      disabled={props.isDisabled}
      data-invalid={error ? true : undefined}
    >
      <legend>{titleOf(member)}</legend>
      <div className={styles.columns}>
        {members.map(inner => (
          <ParameterField
            key={inner.name}
            member={inner}
            path={`${path}.${inner.name}`}
            depth={depth + 1}
            value={value[inner.name]}
            onChange={next => onChange(withMember(value, inner.name, next))}
            errors={errors}
            isDisabled={props.isDisabled}
          />
        ))}
      </div>
      {error && <span className={styles.error}>{error}</span>}
    </fieldset>
  );
}

function descriptionText(schema: JsonObject): string | undefined {
  return typeof schema.description === 'string'
    ? schema.description
    : undefined;
}

/** The schema's own words, and the default that counts when nothing is set. */
function useDescription({ schema }: ParameterMember): string | undefined {
  const { t } = useTranslationRef(formTexts);
  const unset = schema.default;
  const isTold =
    unset === undefined || (Array.isArray(unset) && unset.length === 0);
  const parts = [
    descriptionText(schema)?.replace(/\.?$/, '.'),
    isTold
      ? undefined
      : t('form.parameters.default', {
          value: typeof unset === 'string' ? unset : JSON.stringify(unset),
        }),
  ].filter(part => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}
