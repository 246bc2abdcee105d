import { JsonObject } from '@backstage/types';
import {
  EnvironmentClass,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

export type ParametersCheck = (parameters: JsonObject) => FieldError[];

/** The check of a class's parameters, with the validator fetched when it is first needed. */
export async function loadParametersCheck(
  environmentClass: EnvironmentClass,
): Promise<ParametersCheck> {
  const { compileParametersCheck } = await import('./compileParametersCheck');
  return compileParametersCheck(environmentClass.parametersSchema);
}
