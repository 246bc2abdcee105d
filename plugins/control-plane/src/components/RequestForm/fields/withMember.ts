import { JsonObject, JsonValue } from '@backstage/types';

/** The object with one member set, or without it when it has no value. */
export function withMember(
  object: JsonObject,
  name: string,
  value: JsonValue | undefined,
): JsonObject {
  const { [name]: _old, ...rest } = object;
  return value === undefined ? rest : { ...rest, [name]: value };
}
