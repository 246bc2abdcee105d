import { JsonObject } from '@backstage/types';
import { membersOf } from '../parameters/ParameterControl';
import { FieldTexts } from '../draft/checkDraft';
import styles from './ParametersField.module.css';
import { ParameterField } from './ParameterField';
import { withMember } from './withMember';

export interface ParametersFieldProps {
  /** JSON Schema of the class's parameters. */
  schema: JsonObject;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** By the API's names, e.g. `parameters.retentionDays`. */
  errors: FieldTexts;
  isDisabled?: boolean;
}

/** A field for each parameter of a class; what nobody set is left to the class's defaults. */
export function ParametersField(props: ParametersFieldProps) {
  const { schema, value, onChange, errors, isDisabled } = props;
  return (
    <div className={styles.members}>
      {membersOf(schema).map(member => (
        <ParameterField
          key={member.name}
          member={member}
          path={`parameters.${member.name}`}
          depth={0}
          value={value[member.name]}
          onChange={next => onChange(withMember(value, member.name, next))}
          errors={errors}
          isDisabled={isDisabled}
        />
      ))}
    </div>
  );
}
