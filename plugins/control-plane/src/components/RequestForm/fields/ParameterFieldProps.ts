import { JsonValue } from '@backstage/types';
import { FieldTexts } from '../draft/checkDraft';
import { ParameterMember } from '../parameters/ParameterControl';

/** What the field of any parameter is drawn from. */
export interface ParameterFieldProps {
  member: ParameterMember;
  /** The API's name of the value, e.g. `parameters.peers.0.role`. */
  path: string;
  /** How many boxes it stands in. */
  depth: number;
  /** Undefined when nothing is set. */
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
  errors: FieldTexts;
  isDisabled?: boolean;
}

export function titleOf({ name, schema }: ParameterMember): string {
  return typeof schema.title === 'string' ? schema.title : name;
}
