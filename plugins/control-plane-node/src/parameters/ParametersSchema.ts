import { JsonObject } from '@backstage/types';

/** The parameters that a kind or pack reads, as the `properties` and `required` of a JSON Schema (draft 2020-12). */
export interface ParametersSchema {
  /** One schema for each parameter, with `title` and `description` for forms. */
  properties: Record<string, JsonObject>;
  required?: string[];
}
