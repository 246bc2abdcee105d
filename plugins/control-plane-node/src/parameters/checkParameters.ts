import {
  FieldError,
  parameterErrors,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import Ajv2020 from 'ajv/dist/2020';

export type CheckedParameters =
  | { type: 'valid'; parameters: JsonObject }
  | { type: 'invalid'; errors: FieldError[] };

export type ParametersCheck = (parameters: JsonObject) => CheckedParameters;

/** Compiles the schema once; the check fills in defaults in a copy and leaves its argument as it is. */
export function createParametersCheck(schema: JsonObject): ParametersCheck {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    verbose: true,
  });
  const validate = ajv.compile<JsonObject>(schema);
  return parameters => {
    const copy: JsonObject = JSON.parse(JSON.stringify(parameters));
    return validate(copy)
      ? { type: 'valid', parameters: copy }
      : { type: 'invalid', errors: parameterErrors(validate.errors ?? []) };
  };
}
