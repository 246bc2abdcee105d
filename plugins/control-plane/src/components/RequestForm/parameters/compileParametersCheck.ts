import { JsonObject } from '@backstage/types';
import {
  FieldError,
  parameterErrors,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import Ajv2020 from 'ajv/dist/2020';

/**
 * Compiles the check of a class's parameters, with the validator and the words of the API.
 *
 * @remarks
 * Import this file lazily: the validator is bigger than the form around it.
 */
export function compileParametersCheck(
  schema: JsonObject,
): (parameters: JsonObject) => FieldError[] {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    verbose: true,
  });
  const validate = ajv.compile<JsonObject>(schema);
  return parameters => {
    // Defaults are filled into a copy, so that the draft keeps only what somebody chose.
    const copy: JsonObject = JSON.parse(JSON.stringify(parameters));
    return validate(copy) ? [] : parameterErrors(validate.errors ?? []);
  };
}
